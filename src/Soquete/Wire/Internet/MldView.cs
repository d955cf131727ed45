using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>
/// A message of multicast listener discovery as it lies in a packet (RFC 2710 section 3, RFC 3810 section 5).
/// </summary>
/// <remarks>Accessors of other types of messages say nothing: 0, false or empty.</remarks>
public readonly ref struct MldView
{
    internal const int Version1Length = 24;
    internal const int Version2QueryLength = 28;
    internal const int ReportLength = 8;
    internal const int AddressLength = 16;
    internal const byte SuppressFlag = 0x08;
    internal const byte RobustnessMask = 0x07;

    private MldView(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of the message, from the ICMPv6 type on.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Which message it is: 130 to 132, or 143 (<see cref="Icmpv6Type"/>).</summary>
    public byte Type => Bytes[0];

    /// <summary>
    /// The version of the protocol that the message is of, 1 or 2: that of a query is told by its length (RFC 3810
    /// section 8.1).
    /// </summary>
    public int Version => IsVersion2Query || IsVersion2Report ? 2 : 1;

    /// <summary>By when a query is to be answered, as it stands there.</summary>
    public ushort MaxResponseCode =>
        IsVersion2Report ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(Bytes[4..]);

    /// <summary>By when a query is to be answered.</summary>
    public TimeSpan MaxResponseTime => TimeSpan.FromMilliseconds(
        (double)(IsVersion2Query ? MulticastCode.Decode(MaxResponseCode) : MaxResponseCode));

    /// <summary>The group's address, sixteen bytes; zeros in a query about all groups.</summary>
    public ReadOnlySpan<byte> GroupBytes => IsVersion2Report ? default : Bytes[8..Version1Length];

    /// <summary>Whether routers are not to set their timers by a query (the S flag; version 2).</summary>
    public bool SuppressesRouterProcessing => IsVersion2Query && (Bytes[Version1Length] & SuppressFlag) != 0;

    /// <summary>How many losses the querier is proof against, and one more (QRV; version 2).</summary>
    public byte Robustness => IsVersion2Query ? (byte)(Bytes[Version1Length] & RobustnessMask) : (byte)0;

    /// <summary>The querier's interval as it stands there (QQIC; version 2).</summary>
    public byte QueryIntervalCode => IsVersion2Query ? Bytes[25] : (byte)0;

    /// <summary>How often the querier asks (QQI; version 2).</summary>
    public TimeSpan QueryInterval => TimeSpan.FromSeconds(MulticastCode.Decode(QueryIntervalCode));

    /// <summary>How many sources a query is said to have (version 2).</summary>
    public ushort SourceCount =>
        IsVersion2Query ? BinaryPrimitives.ReadUInt16BigEndian(Bytes[26..]) : (ushort)0;

    /// <summary>The sixteen bytes of each source of a query, one after the other: those that are there.</summary>
    public ReadOnlySpan<byte> SourceBytes => IsVersion2Query
        ? MulticastSources.Present(Bytes[Version2QueryLength..], SourceCount, AddressLength)
        : default;

    /// <summary>The records of a report of version 2.</summary>
    public MulticastRecords Records => IsVersion2Report
        ? new MulticastRecords(
            Bytes[ReportLength..], BinaryPrimitives.ReadUInt16BigEndian(Bytes[6..]), AddressLength)
        : default;

    /// <summary>Whether all sources and records are there that are said to be.</summary>
    public bool IsWellFormed => SourceBytes.Length == SourceCount * AddressLength && Records.IsWellFormed;

    private bool IsVersion2Query =>
        Type == Icmpv6Type.MulticastListenerQuery && Bytes.Length >= Version2QueryLength;

    private bool IsVersion2Report => Type == Icmpv6Type.MulticastListenerReportVersion2;

    /// <summary>Looks at an ICMPv6 message as one of multicast listener discovery.</summary>
    /// <param name="message">The message.</param>
    /// <param name="view">The view.</param>
    /// <returns>
    /// Whether it is one, has what all of its type have, and is not a query of a length that no version has: such
    /// queries are to be ignored (RFC 3810 section 8.1).
    /// </returns>
    public static bool TryRead(in Icmpv6View message, out MldView view)
    {
        var length = message.Bytes.Length;
        var isOne = message.Type switch
        {
            Icmpv6Type.MulticastListenerQuery => length is Version1Length or >= Version2QueryLength,
            Icmpv6Type.MulticastListenerReport or Icmpv6Type.MulticastListenerDone => length >= Version1Length,
            Icmpv6Type.MulticastListenerReportVersion2 => length >= ReportLength,
            _ => false,
        };
        view = isOne ? new MldView(message.Bytes) : default;
        return isOne;
    }
}
