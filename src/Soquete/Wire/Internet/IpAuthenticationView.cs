using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>
/// An authentication header as it lies in memory, in IPv4 or IPv6 (AH, RFC 4302 section 2). Only a view that
/// <see cref="TryRead"/> gave may be asked.
/// </summary>
public readonly ref struct IpAuthenticationView
{
    /// <summary>How long it is without the integrity check value: 12 bytes.</summary>
    public const int MinLength = 12;

    private const int Unit = 4;

    private readonly ReadOnlySpan<byte> _bytes;

    private IpAuthenticationView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>What follows it (<see cref="IpProtocol"/>).</summary>
    public byte NextHeader => _bytes[0];

    /// <summary>How long it is, in bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>Which security association it belongs to (SPI).</summary>
    public uint SecurityParametersIndex => BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]);

    /// <summary>The number of the packet within the association.</summary>
    public uint SequenceNumber => BinaryPrimitives.ReadUInt32BigEndian(_bytes[8..]);

    /// <summary>What proves that nobody changed the packet (ICV). Nothing here checks it.</summary>
    public ReadOnlySpan<byte> IntegrityCheckValue => _bytes[MinLength..];

    /// <summary>Reads a header; false where it is not whole. What follows it is left.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out IpAuthenticationView view)
    {
        var length = bytes.Length < MinLength ? 0 : (bytes[1] + 2) * Unit;
        var isWhole = length >= MinLength && length <= bytes.Length;
        view = isWhole ? new IpAuthenticationView(bytes[..length]) : default;
        return isWhole;
    }
}
