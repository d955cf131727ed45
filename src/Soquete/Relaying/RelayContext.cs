using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Engines;
using Soquete.Messages;
using Soquete.Peers;
using Soquete.Relaying.Recording;
using Soquete.Streams;

namespace Soquete.Relaying;

/// <summary>What a relay is to do, and whom it tells. Every event is counted and told here.</summary>
internal sealed class RelayContext(RelayServer server, Address from, Address to)
{
    public Address From => from;

    public Address To => to;

    public Engine Engine { get; } = server.Engine ?? Engine.Default;

    public TimeSpan Grace => server.Grace;

    public RelayTotals Totals { get; } = new();

    /// <summary>Where what passes is recorded; null for nowhere.</summary>
    public RecordedRelay? Recorded { get; } = server.Recording?.Begin(from, to);

    public async ValueTask<StreamListener> ListenAsync(Address address, CancellationToken cancellationToken)
    {
        var listener = await StreamListener.ListenAsync(address, Engine, cancellationToken).ConfigureAwait(false);
        server.OnListening?.Invoke(listener);
        return listener;
    }

    public async ValueTask<MessageListener> ListenForMessagesAsync(
        Address address, CancellationToken cancellationToken)
    {
        var listener = await MessageListener.ListenAsync(address, Engine, cancellationToken).ConfigureAwait(false);
        server.OnListeningForMessages?.Invoke(listener);
        return listener;
    }

    public async ValueTask<DatagramSocket> BindAsync(Address address, CancellationToken cancellationToken)
    {
        var socket = await DatagramSocket.BindAsync(address, Engine, cancellationToken).ConfigureAwait(false);
        server.OnBound?.Invoke(socket);
        return socket;
    }

    public void TellJoined(IConnection first, IConnection second)
    {
        Totals.NoteJoined();
        server.OnJoined?.Invoke(first, second);
    }

    public void TellEnded(IConnection first, IConnection second, RelayResult result)
    {
        Totals.NoteEnded(result.Ending);
        server.OnEnded?.Invoke(first, second, result);
    }

    public void TellFailed(IConnection first, Exception failure)
    {
        Totals.NoteFailed();
        server.OnFailed?.Invoke(first, failure);
    }
}
