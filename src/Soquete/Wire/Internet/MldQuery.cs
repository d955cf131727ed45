using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>Asks who listens to groups (RFC 2710 section 3, RFC 3810 section 5.1).</summary>
public sealed record MldQuery : MldMessage
{
    private const AddressFamily Family = AddressFamily.InterNetworkV6;

    /// <inheritdoc/>
    public override byte Type => Icmpv6Type.MulticastListenerQuery;

    /// <summary>
    /// The version of the protocol, 1 or 2; 2 unless set. What only version 2 has is not written in 1, and as its
    /// default where it is read.
    /// </summary>
    public int Version { get; init; } = 2;

    /// <summary>The group that it asks for; <c>::</c>, unless set, for all of them.</summary>
    public IPAddress Group { get; init; } = IPAddress.IPv6Any;

    /// <summary>
    /// By when to answer, in milliseconds up to 32,767, then in version 2 as RFC 3810 section 5.1.3 says; 10,000 unless
    /// set.
    /// </summary>
    public ushort MaxResponseCode { get; init; } = 10_000;

    /// <summary>Whether routers are not to set their timers by it (the S flag).</summary>
    public bool SuppressesRouterProcessing { get; init; }

    /// <summary>How many losses the querier is proof against, and one more, 0 to 7; 2 unless set (QRV).</summary>
    public byte Robustness { get; init; } = 2;

    /// <summary>
    /// The querier's interval, in seconds up to 127, then as RFC 3810 section 5.1.9 says; 125 unless set (QQIC).
    /// </summary>
    public byte QueryIntervalCode { get; init; } = 125;

    /// <summary>The sources of the group that it asks for; none for all of them.</summary>
    public ValueList<IPAddress> Sources { get; init; }

    /// <inheritdoc/>
    public override int Length => Version == 2
        ? MldView.Version2QueryLength + (Sources.Count * MldView.AddressLength)
        : MldView.Version1Length;

    internal static MldQuery Of(in MldView view)
    {
        var query = new MldQuery
        {
            Version = view.Version,
            Group = new IPAddress(view.GroupBytes),
            MaxResponseCode = view.MaxResponseCode,
        };
        return view.Version != 2 ? query : query with
        {
            SuppressesRouterProcessing = view.SuppressesRouterProcessing,
            Robustness = view.Robustness,
            QueryIntervalCode = view.QueryIntervalCode,
            Sources = MulticastSources.Read(view.SourceBytes, MldView.AddressLength),
        };
    }

    private protected override void WriteRest(Span<byte> message)
    {
        BinaryPrimitives.WriteUInt16BigEndian(message[4..], MaxResponseCode);
        AddressBytes.Write(Group, Family, message[8..]);
        if (Version != 2)
        {
            return;
        }

        message[24] = (byte)((SuppressesRouterProcessing ? MldView.SuppressFlag : 0)
            | (Robustness & MldView.RobustnessMask));
        message[25] = QueryIntervalCode;
        MulticastSources.WriteCount(message[26..], Sources.Count);
        MulticastSources.Write(Sources, message[MldView.Version2QueryLength..], Family);
    }
}
