using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>Says which sources of which groups are listened to (RFC 3810 section 5.2).</summary>
/// <param name="Records">A record for each group, and for each change; at most 65,535.</param>
public sealed record MldVersion2Report(ValueList<MulticastRecord> Records) : MldMessage
{
    /// <inheritdoc/>
    public override byte Type => Icmpv6Type.MulticastListenerReportVersion2;

    /// <inheritdoc/>
    public override int Length
    {
        get
        {
            var length = MldView.ReportLength;
            foreach (var record in Records)
            {
                length += record.LengthOf(MldView.AddressLength);
            }

            return length;
        }
    }

    private protected override void WriteRest(Span<byte> message)
    {
        MulticastSources.WriteCount(message[6..], Records.Count);
        var at = MldView.ReportLength;
        foreach (var record in Records)
        {
            at += record.Write(message[at..], AddressFamily.InterNetworkV6);
        }
    }
}
