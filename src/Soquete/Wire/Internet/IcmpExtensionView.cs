using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>An ICMP extension structure as it lies in a message (RFC 4884 section 7).</summary>
public readonly ref struct IcmpExtensionView
{
    /// <summary>How many bytes stand before the objects.</summary>
    public const int HeaderLength = 4;

    /// <summary>The version that RFC 4884 defines, and the only one there is.</summary>
    public const byte CurrentVersion = 2;

    private const int VersionShift = 4;

    private IcmpExtensionView(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of the structure.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The version: <see cref="CurrentVersion"/>.</summary>
    public byte Version => (byte)(Bytes[0] >> VersionShift);

    /// <summary>The checksum as it stands there; 0 where none was sent.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(Bytes[2..]);

    /// <summary>Whether the checksum is right, or none was sent.</summary>
    public bool IsChecksumValid => Checksum == 0 || InternetChecksum.Of(Bytes) == 0;

    /// <summary>The objects, one after the other.</summary>
    public IcmpExtensionObjects Objects => new(Bytes[HeaderLength..]);

    /// <summary>Looks at bytes as an extension structure.</summary>
    /// <param name="bytes">From the structure's first byte to the end of the message.</param>
    /// <param name="view">The view.</param>
    /// <returns>Whether there is a header, of the version that is known.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out IcmpExtensionView view)
    {
        var isOne = bytes.Length >= HeaderLength && bytes[0] >> VersionShift == CurrentVersion;
        view = isOne ? new IcmpExtensionView(bytes) : default;
        return isOne;
    }
}
