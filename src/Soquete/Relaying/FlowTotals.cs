using Soquete.Impairments;

namespace Soquete.Relaying;

/// <summary>Counts of one direction of a relay. Safe to use from several threads.</summary>
internal sealed class FlowTotals
{
    private long _messages;
    private long _bytes;
    private long _dropped;
    private long _undeliverable;

    /// <summary>What impairs this direction; null where nothing does.</summary>
    public IImpairedFlow? Impaired { get; set; }

    public void Sent(long messages, long bytes)
    {
        Interlocked.Add(ref _messages, messages);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void SentBytes(long bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Dropped(long messages)
    {
        if (messages > 0)
        {
            Interlocked.Add(ref _dropped, messages);
        }
    }

    public void Undeliverable(long errors)
    {
        if (errors > 0)
        {
            Interlocked.Add(ref _undeliverable, errors);
        }
    }

    public RelayFlow ToFlow() => new()
    {
        Messages = Volatile.Read(ref _messages),
        Bytes = Volatile.Read(ref _bytes),
        Dropped = Volatile.Read(ref _dropped),
        Undeliverable = Volatile.Read(ref _undeliverable),
        Impairment = Impaired?.Counts,
        Seed = Impaired?.Seed,
    };
}

/// <summary>What impairs a direction, as far as it is counted.</summary>
internal interface IImpairedFlow
{
    ImpairmentCounts Counts { get; }

    int Seed { get; }
}
