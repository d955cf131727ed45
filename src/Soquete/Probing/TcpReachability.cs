using System.Diagnostics;
using System.Net;
using Soquete.Addresses;
using Soquete.Streams;

namespace Soquete.Probing;

/// <summary>Asks a TCP port by the handshake (RFC 9293 §3.5): it is closed as soon as it stands.</summary>
internal sealed class TcpReachability : IReachabilityCheck
{
    private readonly TcpAddress _address;
    private readonly IPAddress _asked;

    public TcpReachability(TcpAddress address, PingOptions options)
    {
        _asked = address.Host.Literal!;
        _address = address with
        {
            ConnectTimeout = options.Timeout,
            Dscp = options.Dscp ?? address.Dscp,
            Interface = options.Interface ?? address.Interface,
            Bind = options.Source is { } source ? new SourceEnd(source, 0) : address.Bind,
        };
    }

    public async Task<PingEvent> AskAsync(long sequence, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            var connection = await StreamConnection.ConnectAsync(_address, cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return ReachabilityVerdict.Reply(sequence, _asked, began);
            }
        }
        catch (SoqueteException failure)
        {
            return ReachabilityVerdict.Of(failure, sequence, _asked, began);
        }
    }
}
