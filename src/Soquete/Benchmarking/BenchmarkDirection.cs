namespace Soquete.Benchmarking;

/// <summary>Which way the bytes of a throughput measurement go.</summary>
public enum BenchmarkDirection
{
    /// <summary>From the client to the server.</summary>
    Forward,

    /// <summary>From the server to the client. A plain echo server cannot do that alone.</summary>
    Reverse,

    /// <summary>Both ways at once, over the same connections.</summary>
    Both,
}
