using Soquete.Addresses;

namespace Soquete.Benchmarking;

/// <summary>What every measurement gives.</summary>
public abstract record BenchmarkResult
{
    private protected BenchmarkResult()
    {
    }

    /// <summary>What was measured.</summary>
    public required Address Address { get; init; }

    /// <summary>What was at the other end; never <see cref="BenchmarkPeer.Detect"/>.</summary>
    public BenchmarkPeer Peer { get; init; }

    /// <summary>The engine that drove this end.</summary>
    public string Engine { get; init; } = "";

    /// <summary>How it ended.</summary>
    public BenchmarkEnding Ending { get; init; }

    /// <summary>How long was measured, without the warm-up, at this end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The processor time of this process meanwhile.</summary>
    public CpuTime LocalCpu { get; init; }

    /// <summary>The processor time of the server's process meanwhile; null where it did not tell.</summary>
    public CpuTime? RemoteCpu { get; init; }

    /// <summary>Each connection, in the order in which they were made.</summary>
    public IReadOnlyList<BenchmarkConnection> Connections { get; init; } = [];
}
