namespace Soquete.Benchmarking;

/// <summary>What a throughput measurement gives.</summary>
public sealed record ThroughputResult : BenchmarkResult
{
    /// <summary>Which way the bytes went.</summary>
    public BenchmarkDirection Direction { get; init; }

    /// <summary>How many bytes were handed over at once, or how long each packet or datagram was.</summary>
    public int BlockBytes { get; init; }

    /// <summary>From the client to the server; null where nothing went that way.</summary>
    public BenchmarkFlow? Forward { get; init; }

    /// <summary>From the server to the client; null where nothing went that way.</summary>
    public BenchmarkFlow? Reverse { get; init; }

    /// <summary>The bytes of both directions: those received where that is known, those sent otherwise.</summary>
    public long TotalBytes => BytesOf(Forward) + BytesOf(Reverse);

    private static long BytesOf(BenchmarkFlow? flow) => flow?.BytesReceived ?? flow?.BytesSent ?? 0;
}
