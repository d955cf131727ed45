using Soquete.Addresses;

namespace Soquete.Benchmarking;

/// <summary>A client of a <see cref="BenchmarkServer"/>, and what it measured.</summary>
public sealed record BenchmarkClient
{
    /// <summary>The protocol and both ends of its control connection.</summary>
    public required Association Association { get; init; }

    /// <summary>What it does, in words: <c>throughput forward, 4 connections of 131072 bytes</c>.</summary>
    public string Description { get; init; } = "";

    /// <summary>What the server received from it, in bytes; final once it has ended.</summary>
    public long BytesReceived { get; init; }

    /// <summary>What the server sent to it, in bytes; final once it has ended.</summary>
    public long BytesSent { get; init; }

    /// <summary>How long it took, from the first word to the last; zero until it has ended.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What ended it before its time; null where nothing did.</summary>
    public Exception? Failure { get; init; }
}
