using System.Net.Sockets;

namespace Soquete.Wire.Internet;

/// <summary>Says which sources of which groups are listened to (RFC 3376 section 4.2).</summary>
/// <param name="Records">A record for each group, and for each change; at most 65,535.</param>
public sealed record IgmpVersion3Report(ValueList<MulticastRecord> Records) : IgmpMessage
{
    /// <inheritdoc/>
    public override byte Type => IgmpType.Version3Report;

    /// <inheritdoc/>
    public override int Length
    {
        get
        {
            var length = IgmpView.LeastLength;
            foreach (var record in Records)
            {
                length += record.LengthOf(IgmpView.AddressLength);
            }

            return length;
        }
    }

    private protected override void WriteRest(Span<byte> message)
    {
        MulticastSources.WriteCount(message[6..], Records.Count);
        var at = IgmpView.LeastLength;
        foreach (var record in Records)
        {
            at += record.Write(message[at..], AddressFamily.InterNetwork);
        }
    }
}
