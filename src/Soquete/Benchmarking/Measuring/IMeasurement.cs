namespace Soquete.Benchmarking.Measuring;

/// <summary>What a <see cref="Timeline"/> leads through warm-up, mark and end.</summary>
internal interface IMeasurement
{
    /// <summary>Completes when everything has passed, or fails with the first failure.</summary>
    Task Done { get; }

    /// <summary>Grows while anything passes.</summary>
    long Activity { get; }

    /// <summary>From now on it counts, at both ends.</summary>
    Task MarkAsync(CancellationToken cancellationToken);

    /// <summary>Lets the server know that the client is there, and the client what the server has.</summary>
    Task KeepAliveAsync();

    /// <summary>What passed since this was called last.</summary>
    BenchmarkProgress TakeProgress();
}
