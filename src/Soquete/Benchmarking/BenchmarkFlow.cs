namespace Soquete.Benchmarking;

/// <summary>What passed in one direction while it was measured.</summary>
public sealed record BenchmarkFlow
{
    /// <summary>Bytes that the sender's kernel took.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes that the receiver's program got; null where the receiver did not tell.</summary>
    public long? BytesReceived { get; init; }

    /// <summary>How long it took: at the receiver where that is known, at the sender otherwise.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Bits a second: of what was received where that is known, of what was sent otherwise.</summary>
    public double BitsPerSecond =>
        Duration > TimeSpan.Zero ? (BytesReceived ?? BytesSent) * 8 / Duration.TotalSeconds : 0;

    /// <summary>Loss, order and jitter; null but for datagrams.</summary>
    public DatagramFlow? Datagrams { get; init; }
}
