using System.Buffers.Binary;
using System.Net;

namespace Soquete.Wire.Internet;

/// <summary>
/// A record of a membership report as it lies in it (RFC 3376 section 4.2.4, RFC 3810 section 5.2.4).
/// </summary>
public readonly ref struct MulticastRecordView
{
    internal const int HeadLength = 4;
    internal const int AuxiliaryUnit = 4;

    private readonly int _addressLength;

    private MulticastRecordView(ReadOnlySpan<byte> bytes, int addressLength)
    {
        Bytes = bytes;
        _addressLength = addressLength;
    }

    /// <summary>All of its bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What it says of the group and the sources.</summary>
    public MulticastRecordType Type => (MulticastRecordType)Bytes[0];

    /// <summary>How many sources it has.</summary>
    public ushort SourceCount => BinaryPrimitives.ReadUInt16BigEndian(Bytes[2..]);

    /// <summary>The group's address: four bytes in IGMP, sixteen in MLD.</summary>
    public ReadOnlySpan<byte> GroupBytes => Bytes.Slice(HeadLength, _addressLength);

    /// <summary>The group's address. Allocates.</summary>
    public IPAddress Group => new(GroupBytes);

    /// <summary>The addresses of the sources, one after the other.</summary>
    public ReadOnlySpan<byte> SourceBytes =>
        Bytes.Slice(HeadLength + _addressLength, SourceCount * _addressLength);

    /// <summary>What neither protocol defines; empty in all that they send.</summary>
    public ReadOnlySpan<byte> AuxiliaryData => Bytes[(HeadLength + ((1 + SourceCount) * _addressLength))..];

    internal static bool TryRead(ReadOnlySpan<byte> bytes, int addressLength, out MulticastRecordView view)
    {
        view = default;
        if (bytes.Length < HeadLength + addressLength)
        {
            return false;
        }

        var addresses = 1 + BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        var length = HeadLength + (addresses * addressLength) + (bytes[1] * AuxiliaryUnit);
        if (length > bytes.Length)
        {
            return false;
        }

        view = new MulticastRecordView(bytes[..length], addressLength);
        return true;
    }
}
