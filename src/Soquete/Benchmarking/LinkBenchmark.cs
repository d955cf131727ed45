using Soquete.Addresses;
using Soquete.Benchmarking.Measuring;
using Soquete.Connections;

namespace Soquete.Benchmarking;

/// <summary>
/// Measures a link: how much passes, and how long an answer takes. At the other end is a
/// <see cref="BenchmarkServer"/>, or any echo server.
/// </summary>
/// <remarks>
/// Times are those of <see cref="System.Diagnostics.Stopwatch"/>. Several measurements may run at once, and share the
/// processor then.
/// </remarks>
/// <param name="address">
/// Where the other end is: <c>tcp</c>, <c>unix</c>, <c>unix-seqpacket</c>, <c>udp</c> or <c>unix-dgram</c>.
/// </param>
public sealed class LinkBenchmark(Address address)
{
    /// <summary>The default of <see cref="Patience"/>.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    /// <summary>The address that is measured.</summary>
    public Address Address { get; } = address ?? throw new ArgumentNullException(nameof(address));

    /// <summary>What drives this end.</summary>
    public ConnectionOptions Connections { get; init; } = new();

    /// <summary>What is at the other end; found out unless told.</summary>
    public BenchmarkPeer Peer { get; init; }

    /// <summary>
    /// How long the other end may take to answer, or let nothing pass, before the measurement fails.
    /// </summary>
    public TimeSpan Patience { get; init; } = DefaultPatience;

    /// <summary>Measures how much passes.</summary>
    /// <param name="options">What is done; null for the defaults.</param>
    /// <param name="progress">
    /// Told of each interval, on the thread pool; null for nobody. What it does takes processor time from what is
    /// measured.
    /// </param>
    /// <param name="cancellationToken">
    /// Ends the measurement; what was measured until then is returned.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="AddressFormatException">The address cannot be connected to, or is none of those.</exception>
    /// <exception cref="BenchmarkException">It failed after it had begun; what was measured is in it.</exception>
    /// <exception cref="SoqueteException">It could not begin.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before it had begun.</exception>
    public Task<ThroughputResult> MeasureThroughputAsync(
        ThroughputOptions? options = null, IProgress<BenchmarkProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        ThroughputRun.MeasureAsync(this, options ?? new ThroughputOptions(), progress, cancellationToken);

    /// <summary>Measures how long replies take, and how many come.</summary>
    /// <inheritdoc cref="MeasureThroughputAsync"/>
    public Task<RequestResult> MeasureRequestsAsync(
        RequestOptions? options = null, IProgress<BenchmarkProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        RequestRun.MeasureAsync(this, options ?? new RequestOptions(), progress, cancellationToken);
}
