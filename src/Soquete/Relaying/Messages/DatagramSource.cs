using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Engines;

namespace Soquete.Relaying.Messages;

/// <summary>A connected datagram socket of its own each time.</summary>
internal sealed class DatagramSource(
    Engine engine, Address address, ImpairedLine? line, FlowTotals outgoing) : EndSource
{
    /// <summary>The line on which all of them are sent to; null for one that does nothing wrong.</summary>
    public ImpairedLine? Line => line;

    public ValueTask<DatagramSocket> ConnectAsync(CancellationToken cancellationToken) =>
        DatagramSocket.ConnectAsync(address, engine, cancellationToken);

    public override async ValueTask<MessageEnd> NextAsync(CancellationToken cancellationToken) =>
        new DatagramEnd(await ConnectAsync(cancellationToken).ConfigureAwait(false), line, outgoing);

    public override ValueTask DisposeAsync() => line?.DisposeAsync() ?? ValueTask.CompletedTask;
}
