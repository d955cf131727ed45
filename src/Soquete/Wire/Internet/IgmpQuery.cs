using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>Asks who listens to groups (RFC 2236 section 2, RFC 3376 section 4.1).</summary>
public sealed record IgmpQuery : IgmpMessage
{
    private const AddressFamily Family = AddressFamily.InterNetwork;

    /// <inheritdoc/>
    public override byte Type => IgmpType.MembershipQuery;

    /// <summary>
    /// The version of the protocol, 1 to 3; 3 unless set. What only version 3 has is not written in others, and as its
    /// default where it is read.
    /// </summary>
    public int Version { get; init; } = 3;

    /// <summary>The group that it asks for; 0.0.0.0, unless set, for all of them.</summary>
    public IPAddress Group { get; init; } = IPAddress.Any;

    /// <summary>
    /// By when to answer, in tenths of a second up to 127, then as RFC 3376 section 4.1.1 says; 100 unless set. Version
    /// 1 has 0, and version 2 anything else.
    /// </summary>
    public byte MaxResponseCode { get; init; } = 100;

    /// <summary>Whether routers are not to set their timers by it (the S flag).</summary>
    public bool SuppressesRouterProcessing { get; init; }

    /// <summary>How many losses the querier is proof against, and one more, 0 to 7; 2 unless set (QRV).</summary>
    public byte Robustness { get; init; } = 2;

    /// <summary>
    /// The querier's interval, in seconds up to 127, then as RFC 3376 section 4.1.7 says; 125 unless set (QQIC).
    /// </summary>
    public byte QueryIntervalCode { get; init; } = 125;

    /// <summary>The sources of the group that it asks for; none for all of them.</summary>
    public ValueList<IPAddress> Sources { get; init; }

    /// <inheritdoc/>
    public override int Length => Version == 3
        ? IgmpView.Version3QueryLength + (Sources.Count * IgmpView.AddressLength)
        : IgmpView.LeastLength;

    internal static IgmpQuery Of(in IgmpView view)
    {
        var query = new IgmpQuery
        {
            Version = view.Version,
            Group = view.Group,
            MaxResponseCode = view.MaxResponseCode,
        };
        return view.Version != 3 ? query : query with
        {
            SuppressesRouterProcessing = view.SuppressesRouterProcessing,
            Robustness = view.Robustness,
            QueryIntervalCode = view.QueryIntervalCode,
            Sources = MulticastSources.Read(view.SourceBytes, IgmpView.AddressLength),
        };
    }

    private protected override void WriteRest(Span<byte> message)
    {
        message[1] = Version == 1 ? (byte)0 : MaxResponseCode;
        AddressBytes.Write(Group, Family, message[4..]);
        if (Version != 3)
        {
            return;
        }

        message[8] = (byte)((SuppressesRouterProcessing ? IgmpView.SuppressFlag : 0)
            | (Robustness & IgmpView.RobustnessMask));
        message[9] = QueryIntervalCode;
        MulticastSources.WriteCount(message[10..], Sources.Count);
        MulticastSources.Write(Sources, message[IgmpView.Version3QueryLength..], Family);
    }
}
