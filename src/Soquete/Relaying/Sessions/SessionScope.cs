using Soquete.Datagrams;
using Soquete.Relaying.Messages;

namespace Soquete.Relaying.Sessions;

/// <summary>What all sessions of a relay share.</summary>
/// <param name="Context">The relay.</param>
/// <param name="Socket">The bound socket, to which peers send and from which they are answered.</param>
/// <param name="Ends">Where the sessions' ends at the second address come from.</param>
/// <param name="Table">The sessions.</param>
/// <param name="Back">The line to the peers; null for one that does nothing wrong.</param>
internal sealed record SessionScope(
    RelayContext Context, DatagramSocket Socket, EndSource Ends, SessionTable Table, ImpairedLine? Back)
    : IAsyncDisposable
{
    public FlowTotals ForwardFlow => Context.Totals.Forward;

    public FlowTotals BackFlow => Context.Totals.Back;

    public async ValueTask DisposeAsync()
    {
        if (Back is not null)
        {
            await Back.DisposeAsync().ConfigureAwait(false);
        }

        await Socket.DisposeAsync().ConfigureAwait(false);
        await Ends.DisposeAsync().ConfigureAwait(false);
    }
}
