namespace Soquete.Benchmarking.Measuring;

/// <summary>When each request of an open loop is intended: at a constant rate, in turn over all connections.</summary>
/// <param name="Start">When the first is, of <see cref="Clock.Now"/>.</param>
/// <param name="Period">Nanoseconds from one to the next.</param>
/// <param name="Connections">How many take turns.</param>
internal readonly record struct Schedule(long Start, double Period, int Connections)
{
    public long TimeOf(long request) => Start + (long)(request * Period);

    public long TimeOf(int connection, long request) => TimeOf((request * Connections) + connection);
}
