namespace Soquete.Benchmarking.Measuring;

/// <summary>
/// Records latencies of many connections, on any threads: they share as many histograms as there are processors, so
/// that the memory is bounded and they seldom meet.
/// </summary>
internal sealed class LatencyRecorder
{
    private readonly LatencyHistogram[] _histograms;
    private LatencyHistogram _told = new();

    public LatencyRecorder(int connections)
    {
        _histograms = new LatencyHistogram[Math.Clamp(connections, 1, Environment.ProcessorCount)];
        for (var i = 0; i < _histograms.Length; i++)
        {
            _histograms[i] = new LatencyHistogram();
        }
    }

    public long Count => _histograms.Sum(histogram => histogram.Count);

    public void Record(int connection, long nanoseconds) =>
        _histograms[connection % _histograms.Length].RecordShared(nanoseconds);

    public LatencyHistogram Total()
    {
        var total = new LatencyHistogram();
        Array.ForEach(_histograms, total.Add);
        return total;
    }

    /// <summary>What was recorded since this was called last.</summary>
    public LatencyHistogram TakeInterval()
    {
        var total = Total();
        var interval = total.Since(_told);
        _told = total;
        return interval;
    }
}
