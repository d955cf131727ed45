using System.Diagnostics;
using System.Net;
using Soquete.Addresses;
using Soquete.Datagrams;

namespace Soquete.Probing;

/// <summary>
/// Asks a UDP port by a datagram: an answer says that it is open, a port unreachable (RFC 792) that it is closed, and
/// silence nothing.
/// </summary>
internal sealed class UdpReachability : IReachabilityCheck
{
    private readonly UdpAddress _address;
    private readonly IPAddress _asked;
    private readonly TimeSpan _timeout;
    private readonly byte[] _datagram;

    public UdpReachability(UdpAddress address, PingOptions options)
    {
        _asked = address.Host.Literal!;
        _timeout = options.Timeout;
        _datagram = [.. Enumerable.Range(0, options.Size).Select(place => (byte)place)];
        _address = address with
        {
            Ttl = options.Ttl ?? address.Ttl,
            Dscp = options.Dscp ?? address.Dscp,
            Interface = options.Interface ?? address.Interface,
            Bind = options.Source is { } source ? new SourceEnd(source, 0) : address.Bind,
        };
    }

    public async Task<PingEvent> AskAsync(long sequence, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        try
        {
            var socket = await DatagramSocket.ConnectAsync(_address, cancellationToken).ConfigureAwait(false);
            await using (socket.ConfigureAwait(false))
            {
                limit.CancelAfter(_timeout);
                began = Stopwatch.GetTimestamp();
                await socket.SendAsync(_datagram, limit.Token).ConfigureAwait(false);
                // What it holds does not count: an empty buffer takes any answer.
                var received = await socket.ReceiveAsync(Memory<byte>.Empty, limit.Token).ConfigureAwait(false);
                return ReachabilityVerdict.Reply(sequence, _asked, began) with
                {
                    Length = received.Length, TimeToLive = received.TimeToLive,
                };
            }
        }
        catch (SoqueteException failure)
        {
            return ReachabilityVerdict.Of(failure, sequence, _asked, began);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ReachabilityVerdict.Unanswered(sequence);
        }
    }
}
