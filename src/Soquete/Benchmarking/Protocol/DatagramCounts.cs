namespace Soquete.Benchmarking.Protocol;

/// <summary>What became of datagrams, of one connection or of several.</summary>
internal readonly record struct DatagramCounts
{
    public long Sent { get; init; }

    public long Received { get; init; }

    public long Reordered { get; init; }

    public long Duplicated { get; init; }

    public TimeSpan Jitter { get; init; }

    /// <summary>Those of all connections: the sums, and the mean of the jitter where anything was received.</summary>
    public static DatagramCounts Of(IEnumerable<DatagramCounts> connections)
    {
        var all = default(DatagramCounts);
        var heard = 0;
        foreach (var one in connections)
        {
            heard += one.Received > 0 ? 1 : 0;
            all = new DatagramCounts
            {
                Sent = all.Sent + one.Sent, Received = all.Received + one.Received,
                Reordered = all.Reordered + one.Reordered, Duplicated = all.Duplicated + one.Duplicated,
                Jitter = all.Jitter + one.Jitter,
            };
        }

        return all with { Jitter = all.Jitter / Math.Max(1, heard) };
    }

    public DatagramFlow ToFlow(long sent) => new()
    {
        Sent = sent, Received = Received, Reordered = Reordered, Duplicated = Duplicated, Jitter = Jitter,
    };
}
