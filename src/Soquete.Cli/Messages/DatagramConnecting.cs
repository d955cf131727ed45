using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;
using Soquete.Datagrams;
using Soquete.Engines;
using Soquete.Planning;
using Soquete.Streams;

namespace Soquete.Cli.Messages;

/// <summary><c>connect</c> with an address of datagrams.</summary>
internal static class DatagramConnecting
{
    public static async Task ConnectDatagramsAsync(this Invocation invocation, SocketEndAddress address)
    {
        var framing = invocation.FramingFor(address);
        var end = EndOf(invocation, address);
        ClosedDescriptors.RefuseIfNeeded(new StandardStreamsAddress());
        var stopping = invocation.Interruption.Stopping;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(invocation.Settings.Timeout ?? Timeout.InfiniteTimeSpan);
        try
        {
            await TalkAsync(invocation, address, framing, end, limit.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            var time = DurationText.Format(invocation.Settings.Timeout!.Value);
            throw new TimeoutException($"{address}: {end.Missing} within {time}");
        }
    }

    private static TalkEnd EndOf(Invocation invocation, Address address)
    {
        var (typed, replies) = (invocation.Typed, invocation.Typed.Count(MessageOptions.Replies));
        if (address is UnixDatagramAddress { Unbound: true })
        {
            // Whoever has no name gets no reply.
            typed.RefuseWith(address, MessageOptions.Replies, MessageOptions.Wait);
            return new TalkEnd(0, null);
        }

        var wait = typed.Duration(MessageOptions.Wait);
        return new TalkEnd(replies, wait ?? (replies is null ? MessageOptions.DefaultWait : null));
    }

    private static async Task TalkAsync(
        Invocation invocation, SocketEndAddress address, MessageFraming framing, TalkEnd end,
        CancellationToken cancellationToken)
    {
        await using var own = await StreamConnection.ConnectAsync(new StandardStreamsAddress(), cancellationToken);
        var (socket, to) = await OpenAsync(address, invocation.Engine, cancellationToken);
        await using var closesSocket = socket;
        socket.Undeliverable += told => invocation.Events.Report(DatagramEvents.Undeliverable(told));
        invocation.Events.Report(DatagramEvents.Connected(socket, address));
        using var output = new MessageOutput(own, framing.Lines);
        Exception? failure = null;
        try
        {
            var talk = new DatagramTalk(address, socket, to, end);
            await talk.RunAsync(
                new MessageInput(own, framing), new DatagramPrinter(invocation, socket, output), cancellationToken);
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            invocation.Events.Report(DatagramEvents.Ended(socket, address, failure));
        }
    }

    /// <summary>
    /// A connected socket hears its peer alone, and the answers to a broadcast or to a group come from others: there
    /// the socket is open to all, and each datagram is addressed.
    /// </summary>
    private static async ValueTask<(DatagramSocket Socket, DatagramPeer? To)> OpenAsync(
        SocketEndAddress address, Engine engine, CancellationToken cancellationToken)
    {
        if (address is not UdpAddress udp || !SpeaksToMany(udp))
        {
            return (await DatagramSocket.ConnectAsync(address, engine, cancellationToken), null);
        }

        // Refuses what only listeners have, which the socket that is opened here would otherwise take or leave out.
        await AddressExplanation.ForAsync(udp, AddressRole.Connect, cancellationToken);
        var socket = await DatagramSocket.BindAsync(OwnEnd(udp), engine, cancellationToken);
        try
        {
            return (socket, await socket.ResolveAsync(udp, cancellationToken));
        }
        catch
        {
            await socket.DisposeAsync();
            throw;
        }
    }

    private static bool SpeaksToMany(UdpAddress address) =>
        address.Broadcast == true || address.IsMulticast;

    private static UdpAddress OwnEnd(UdpAddress address)
    {
        var isIPv6 = address.Host.Literal?.AddressFamily == AddressFamily.InterNetworkV6;
        var host = address.Bind?.Address is { } own ? Host.FromAddress(own) : Host.Any;
        var port = Port.FromNumber(address.Bind?.Port ?? 0);
        return new UdpAddress(host, port, isIPv6 ? InternetFamily.IPv6 : InternetFamily.IPv4)
        {
            Broadcast = address.Broadcast, Ttl = address.Ttl, Dscp = address.Dscp,
            MulticastInterface = address.MulticastInterface, MulticastLoop = address.MulticastLoop,
            DontFragment = address.DontFragment, Timestamps = address.Timestamps, Interface = address.Interface,
            SendBuffer = address.SendBuffer, ReceiveBuffer = address.ReceiveBuffer, Offload = address.Offload,
        };
    }
}
