using System.Diagnostics;

namespace Soquete.Benchmarks.RoundTrips;

/// <summary>
/// Both ends of one connection in this process. The loops are the pair's own: a method shared by all of them would put
/// a state machine around each operation and measure that.
/// </summary>
internal abstract class RoundTripPair : IDisposable
{
    public const int MessageBytes = 64;

    /// <summary>Sends, and waits for the same back, so many times.</summary>
    public abstract Task ExchangeAsync(int count, LatencyLog log);

    /// <summary>Sends back what comes, to the end.</summary>
    public abstract Task EchoAsync();

    /// <summary>Closes the end that exchanges, which ends the other.</summary>
    public abstract void Dispose();

    /// <summary>What a receive of nothing means.</summary>
    protected static MeasurementException Ended() => new("closed before the answer");
}

/// <summary>The time of each round trip, in memory that is taken beforehand.</summary>
internal sealed class LatencyLog(int count)
{
    private readonly TimeSpan[] _times = new TimeSpan[count];
    private int _next;

    public IReadOnlyList<TimeSpan> Times => _times;

    public void Add(long began) => _times[_next++] = Stopwatch.GetElapsedTime(began);
}
