using Soquete.Addresses;
using Soquete.Impairments;

namespace Soquete.Relaying.Messages;

/// <summary>
/// The line on which a relay sends datagrams towards one of its addresses. All of its sessions share it, as machines
/// share a link: it has one rate, and one sequence of fates.
/// </summary>
internal sealed class ImpairedLine : IImpairedFlow, IAsyncDisposable
{
    private readonly ImpairedLink<Routed> _link;

    private ImpairedLine(Impairment impairment) => _link = new ImpairedLink<Routed>(
        impairment,
        static (routed, cancellationToken) => routed.To.DeliverAsync(routed.Message, cancellationToken),
        static routed => routed with { Message = routed.To.Duplicate(routed.Message) },
        static routed => routed.To.Discard(routed.Message));

    public ImpairmentCounts Counts => _link.Counts;

    public int Seed => _link.Seed;

    /// <summary>The line to a datagram address that asks for one, counted with its flow; null for any other.</summary>
    public static ImpairedLine? For(Address address, FlowTotals flow)
    {
        if (address is not (IDatagramAddress or PacketAddress) || Pace.Of(address) is not { IsNone: false } impairment)
        {
            return null;
        }

        var line = new ImpairedLine(impairment);
        flow.Impaired = line;
        return line;
    }

    /// <summary>Gives a message to the line, which owns it from now on.</summary>
    public void Submit(IRecipient to, OwnedMessage message) => _link.Submit(new Routed(to, message), message.Length);

    /// <summary>Takes no more, and returns when all that is under way has been delivered.</summary>
    public Task CompleteAsync() => _link.CompleteAsync();

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private readonly record struct Routed(IRecipient To, OwnedMessage Message);
}
