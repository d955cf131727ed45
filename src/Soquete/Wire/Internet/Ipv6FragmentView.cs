using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>
/// A fragment header as it lies in memory (RFC 8200 section 4.5). Only a view that <see cref="TryRead"/> gave may be
/// asked.
/// </summary>
public readonly ref struct Ipv6FragmentView
{
    /// <summary>How long it is: 8 bytes.</summary>
    public const int Length = 8;

    internal const int MoreFragmentsBit = 1;
    internal const int OffsetBits = 0xFFF8;

    private readonly ReadOnlySpan<byte> _bytes;

    private Ipv6FragmentView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>What the whole packet carries behind this header (<see cref="IpProtocol"/>).</summary>
    public byte NextHeader => _bytes[0];

    /// <summary>Where what follows belongs in the whole packet, in bytes: the field counts 8 at a time.</summary>
    public int FragmentOffset => Word & OffsetBits;

    /// <summary>Whether fragments follow this one.</summary>
    public bool MoreFragments => (Word & MoreFragmentsBit) != 0;

    /// <summary>What the fragments of one packet have in common.</summary>
    public uint Identification => BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]);

    /// <summary>Whether it is the only one: a whole packet with a fragment header (RFC 6946).</summary>
    public bool IsAtomic => FragmentOffset == 0 && !MoreFragments;

    private ushort Word => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>Reads a header; false where there are fewer than 8 bytes. What follows it is left.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Ipv6FragmentView view)
    {
        view = bytes.Length >= Length ? new Ipv6FragmentView(bytes[..Length]) : default;
        return bytes.Length >= Length;
    }
}
