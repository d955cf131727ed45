using System.Buffers.Binary;
using System.Net;

namespace Soquete.Wire.Internet;

/// <summary>
/// An IGMP message as it lies in a packet (RFC 1112 appendix I, RFC 2236 section 2, RFC 3376 section 4).
/// </summary>
/// <remarks>Accessors of other types of messages say nothing: 0, false or empty.</remarks>
public readonly ref struct IgmpView
{
    internal const int LeastLength = 8;
    internal const int Version3QueryLength = 12;
    internal const int AddressLength = 4;
    internal const byte SuppressFlag = 0x08;
    internal const byte RobustnessMask = 0x07;

    private IgmpView(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of the message.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Which message it is (<see cref="IgmpType"/>).</summary>
    public byte Type => Bytes[0];

    /// <summary>
    /// The version of the protocol that the message is of, 1 to 3: that of a query is told by its length and its
    /// maximum response code (RFC 3376 section 7.1). 0 where the type is not known.
    /// </summary>
    public int Version => Type switch
    {
        IgmpType.MembershipQuery when Bytes.Length >= Version3QueryLength => 3,
        IgmpType.MembershipQuery => MaxResponseCode == 0 ? 1 : 2,
        IgmpType.Version1Report => 1,
        IgmpType.Version2Report or IgmpType.LeaveGroup => 2,
        IgmpType.Version3Report => 3,
        _ => 0,
    };

    /// <summary>The second byte: in a query, by when to answer; else 0, or not defined.</summary>
    public byte MaxResponseCode => Bytes[1];

    /// <summary>By when a query is to be answered. In version 1 it is ten seconds, and is not sent.</summary>
    public TimeSpan MaxResponseTime => Version == 3
        ? TimeSpan.FromMilliseconds(100.0 * MulticastCode.Decode(MaxResponseCode))
        : TimeSpan.FromMilliseconds(100.0 * MaxResponseCode);

    /// <summary>The checksum as it stands there.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(Bytes[2..]);

    /// <summary>Whether the checksum is right. It never is when the message was cut.</summary>
    public bool IsChecksumValid => InternetChecksum.Of(Bytes) == 0;

    /// <summary>
    /// The group's address, four bytes; zeros in a query about all groups. Not defined in a report of version 3.
    /// </summary>
    public ReadOnlySpan<byte> GroupBytes => Bytes[4..LeastLength];

    /// <summary>The group's address. Allocates.</summary>
    public IPAddress Group => new(GroupBytes);

    /// <summary>Whether routers are not to set their timers by a query (the S flag; version 3).</summary>
    public bool SuppressesRouterProcessing => IsVersion3Query && (Bytes[8] & SuppressFlag) != 0;

    /// <summary>How many losses the querier is proof against, and one more (QRV; version 3).</summary>
    public byte Robustness => IsVersion3Query ? (byte)(Bytes[8] & RobustnessMask) : (byte)0;

    /// <summary>The querier's interval as it stands there (QQIC; version 3).</summary>
    public byte QueryIntervalCode => IsVersion3Query ? Bytes[9] : (byte)0;

    /// <summary>How often the querier asks (QQI; version 3).</summary>
    public TimeSpan QueryInterval => TimeSpan.FromSeconds(MulticastCode.Decode(QueryIntervalCode));

    /// <summary>How many sources a query is said to have (version 3).</summary>
    public ushort SourceCount =>
        IsVersion3Query ? BinaryPrimitives.ReadUInt16BigEndian(Bytes[10..]) : (ushort)0;

    /// <summary>The four bytes of each source of a query, one after the other: those that are there.</summary>
    public ReadOnlySpan<byte> SourceBytes => IsVersion3Query
        ? MulticastSources.Present(Bytes[Version3QueryLength..], SourceCount, AddressLength)
        : default;

    /// <summary>The records of a report of version 3.</summary>
    public MulticastRecords Records => Type == IgmpType.Version3Report
        ? new MulticastRecords(
            Bytes[LeastLength..], BinaryPrimitives.ReadUInt16BigEndian(Bytes[6..]), AddressLength)
        : default;

    /// <summary>Whether all sources and records are there that are said to be.</summary>
    public bool IsWellFormed => SourceBytes.Length == SourceCount * AddressLength && Records.IsWellFormed;

    private bool IsVersion3Query => Type == IgmpType.MembershipQuery && Bytes.Length >= Version3QueryLength;

    /// <summary>Looks at bytes as a message.</summary>
    /// <param name="bytes">What follows the IPv4 header, without padding of the link.</param>
    /// <param name="view">The view.</param>
    /// <returns>
    /// Whether there are eight bytes, and in a query no number of them that no version has: such queries are to be
    /// ignored (RFC 3376 section 7.1).
    /// </returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out IgmpView view)
    {
        var isOne = bytes.Length >= LeastLength
            && (bytes[0] != IgmpType.MembershipQuery || bytes.Length is LeastLength or >= Version3QueryLength);
        view = isOne ? new IgmpView(bytes) : default;
        return isOne;
    }
}
