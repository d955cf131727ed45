using Soquete.Addresses;
using Soquete.Streams.Connecting;

namespace Soquete.Relaying.Messages;

/// <summary>Where the message ends of one address come from: accepted, bound or connected.</summary>
internal abstract class EndSource : IAsyncDisposable
{
    /// <summary>Opens an address. A new kind of end registers itself here.</summary>
    /// <param name="context">The relay.</param>
    /// <param name="address">The address.</param>
    /// <param name="use">Which part it plays where it is no socket.</param>
    /// <param name="outgoing">Where what is sent to its ends is counted.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    public static async ValueTask<EndSource> OpenAsync(
        RelayContext context, Address address, EndUse use, FlowTotals outgoing, CancellationToken cancellationToken)
    {
        var isListening = use == EndUse.Source
            ? Relay.IsListenedOn(address)
            : address is SocketEndAddress { Role: AddressRole.Listen };
        var line = ImpairedLine.For(address, outgoing);
        return (EndKinds.Of(address), isListening) switch
        {
            (EndKind.Datagrams, true) => new BoundSource(
                await context.BindAsync(address, cancellationToken).ConfigureAwait(false), line, outgoing),
            (EndKind.Datagrams, false) => new DatagramSource(context.Engine, address, line, outgoing),
            (EndKind.Link, _) => new LinkSource((PacketAddress)address, line, outgoing),
            (EndKind.Packets, true) => new AcceptedPackets(
                await context.ListenForMessagesAsync(address, cancellationToken).ConfigureAwait(false),
                Pace.Of(address), outgoing),
            (EndKind.Packets, false) => new ConnectedPackets(context.Engine, address, outgoing),
            (_, true) => new AcceptedFrames(
                await context.ListenAsync(address, cancellationToken).ConfigureAwait(false),
                ((IFramedAddress)address).Frame!.Value, Pace.Of(address), outgoing),
            _ => new ConnectedFrames(context.Engine, address, use, outgoing),
        };
    }

    /// <summary>The next end.</summary>
    public abstract ValueTask<MessageEnd> NextAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
