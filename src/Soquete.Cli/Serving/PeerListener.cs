using Soquete.Addresses;
using Soquete.Cli.Events;
using Soquete.Cli.Messages;
using Soquete.Cli.Verbs;
using Soquete.Datagrams;
using Soquete.Messages;
using Soquete.Peers;
using Soquete.Streams;

namespace Soquete.Cli.Serving;

/// <summary>Listens for a verb, and tells what happens.</summary>
internal static class PeerListener
{
    public static async Task<StreamListener> ListenAsync(this Invocation invocation, Address address)
    {
        var listener = await StreamListener.ListenAsync(
            address, invocation.Connections, invocation.Interruption.Stopping);
        invocation.Watch(listener);
        return listener;
    }

    public static async Task<MessageListener> ListenAsync(
        this Invocation invocation, UnixSequencedPacketAddress address)
    {
        var listener = await MessageListener.ListenAsync(
            invocation.WithMax(address), invocation.Connections, invocation.Interruption.Stopping);
        invocation.Watch(listener);
        return listener;
    }

    /// <summary>Tells where it listens, and whom it turns away.</summary>
    public static void Watch(this Invocation invocation, StreamListener listener)
    {
        listener.PeerRefused += peer => invocation.Events.Report(AssociationEvents.Refused(peer));
        listener.AcceptPaused += pause => invocation.Events.Report(AssociationEvents.Paused(pause));
        invocation.Events.Report(AssociationEvents.Listening(listener));
    }

    /// <summary>Tells where datagrams are waited for, and what the network tells of those that were sent.</summary>
    public static void Watch(this Invocation invocation, DatagramSocket socket)
    {
        socket.Undeliverable += told => invocation.Events.Report(DatagramEvents.Undeliverable(told));
        invocation.Events.Report(DatagramEvents.Listening(socket));
    }

    /// <summary>Tells where it listens, and whom it turns away.</summary>
    public static void Watch(this Invocation invocation, MessageListener listener)
    {
        listener.PeerRefused += peer => invocation.Events.Report(AssociationEvents.Refused(peer));
        listener.AcceptPaused += pause => invocation.Events.Report(AssociationEvents.Paused(pause));
        invocation.Events.Report(MessageEvents.Listening(listener));
    }

    /// <summary>
    /// The first peer within --timeout. The listener is closed then: a second peer is refused, not left waiting.
    /// </summary>
    public static async Task<StreamConnection> AcceptOneAsync(this Invocation invocation, StreamListener listener)
    {
        StreamConnection peer;
        await using (listener)
        {
            peer = await invocation.InTimeAsync(listener.AcceptAsync, listener.Address);
        }

        invocation.Events.Report(AssociationEvents.Accepted(peer));
        return peer;
    }

    /// <summary>Serves peers, all of them at once, until a signal says stop.</summary>
    public static async Task ServeAsync(
        this Invocation invocation, StreamListener listener, PeerHandler handler, CancellationToken stop,
        Action? came = null)
    {
        var server = new StreamServer(listener, invocation.EndedWith<StreamConnection>(handler.Invoke))
        {
            Grace = invocation.Interruption.Grace,
            OnAccepted = peer => invocation.TellAccepted(peer, came),
            OnEnded = (peer, failure) => invocation.Events.Report(AssociationEvents.Ended(peer, failure)),
        };
        await server.RunAsync(stop);
    }

    /// <summary>Serves peers that send messages, all of them at once, until a signal says stop.</summary>
    public static async Task ServeAsync(
        this Invocation invocation, MessageListener listener, PacketHandler handler, CancellationToken stop,
        Action? came = null)
    {
        var server = new MessageServer(listener, invocation.EndedWith<MessageConnection>(handler.Invoke))
        {
            Grace = invocation.Interruption.Grace,
            OnAccepted = peer => invocation.TellAccepted(peer, came),
            OnEnded = (peer, failure) => invocation.Events.Report(AssociationEvents.Ended(peer, failure)),
        };
        await server.RunAsync(stop);
    }

    private static void TellAccepted(this Invocation invocation, IConnection peer, Action? came)
    {
        came?.Invoke();
        invocation.Events.Report(AssociationEvents.Accepted(peer));
    }

    /// <summary>What comes, within --timeout.</summary>
    /// <exception cref="TimeoutException">Nobody came.</exception>
    public static async Task<TPeer> InTimeAsync<TPeer>(
        this Invocation invocation, Func<CancellationToken, ValueTask<TPeer>> accept, Address address)
    {
        var stopping = invocation.Interruption.Stopping;
        if (invocation.Settings.Timeout is not { } limit)
        {
            return await accept(stopping);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(limit);
        try
        {
            return await accept(patience.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new TimeoutException($"{address}: nobody connected within {DurationText.Format(limit)}");
        }
    }
}
