namespace Soquete.Relaying;

/// <summary>Counts of a whole relay. Safe to use from several threads.</summary>
internal sealed class RelayTotals
{
    private long _joined;
    private long _failed;
    private long _expired;
    private long _evicted;

    public FlowTotals Forward { get; } = new();

    public FlowTotals Back { get; } = new();

    public void NoteJoined() => Interlocked.Increment(ref _joined);

    public void NoteFailed() => Interlocked.Increment(ref _failed);

    public void NoteEnded(RelayEnding ending)
    {
        if (ending == RelayEnding.Expired)
        {
            Interlocked.Increment(ref _expired);
        }
        else if (ending == RelayEnding.Evicted)
        {
            Interlocked.Increment(ref _evicted);
        }
    }

    public RelayReport ToReport() => new()
    {
        Joined = Volatile.Read(ref _joined),
        Failed = Volatile.Read(ref _failed),
        Expired = Volatile.Read(ref _expired),
        Evicted = Volatile.Read(ref _evicted),
        Forward = Forward.ToFlow(),
        Back = Back.ToFlow(),
    };
}
