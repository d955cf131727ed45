using Soquete.Connections;

namespace Soquete.Benchmarking;

/// <summary>What a <see cref="BenchmarkServer"/> allows its clients.</summary>
public sealed record BenchmarkServerOptions
{
    /// <summary>The default of <see cref="MaxClients"/>.</summary>
    public const int DefaultMaxClients = 64;

    /// <summary>The default of <see cref="MaxConnections"/>.</summary>
    public const int DefaultMaxConnections = 10_000;

    /// <summary>The default of <see cref="MaxDuration"/>.</summary>
    public static readonly TimeSpan DefaultMaxDuration = TimeSpan.FromHours(1);

    /// <summary>The default of <see cref="Patience"/>.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    /// <summary>What drives the connections.</summary>
    public ConnectionOptions Connections { get; init; } = new();

    /// <summary>How many clients are served at once; one more is told that the server is busy.</summary>
    public int MaxClients { get; init; } = DefaultMaxClients;

    /// <summary>How many data connections all clients together may have.</summary>
    public int MaxConnections { get; init; } = DefaultMaxConnections;

    /// <summary>How long one measurement may take, warm-up and all.</summary>
    public TimeSpan MaxDuration { get; init; } = DefaultMaxDuration;

    /// <summary>How long a client may say nothing before it counts as gone.</summary>
    public TimeSpan Patience { get; init; } = DefaultPatience;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxClients, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxDuration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Patience, TimeSpan.Zero);
    }
}
