using Soquete.Addresses;

namespace Soquete.Benchmarking;

/// <summary>What a measurement of requests and replies does.</summary>
/// <remarks>
/// Without <see cref="Rate"/> the loop is closed: a connection sends its next request when a reply has come, so a slow
/// peer is asked less often. With it the loop is open: requests have intended times, whatever the replies do, and the
/// latency of each is counted from that time. A peer that stalls is then seen by every request that should have been
/// sent meanwhile (coordinated omission).
/// </remarks>
public sealed record RequestOptions
{
    /// <summary>How long is measured where neither <see cref="Count"/> nor <see cref="Duration"/> is set.</summary>
    public static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(10);

    /// <summary>The default of <see cref="WarmUp"/>.</summary>
    public static readonly TimeSpan DefaultWarmUp = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest request, in bytes.</summary>
    public const int MaxSize = 1024 * 1024;

    /// <summary>The shortest datagram, in bytes: its number and its token have to fit.</summary>
    public const int MinDatagramSize = 32;

    /// <summary>The most connections.</summary>
    public const int MaxConnections = 10_000;

    /// <summary>The most requests under way on a connection.</summary>
    public const int MaxDepth = 65_536;

    /// <summary>The most requests a second that can be intended.</summary>
    public const double MaxRate = 10_000_000;

    /// <summary>The most bytes of requests under way on a connection.</summary>
    private const long MostUnderWay = 16 * 1024 * 1024;

    /// <summary>
    /// How many bytes each request and each reply has: 1 to <see cref="MaxSize"/>; for datagrams
    /// <see cref="MinDatagramSize"/> to 65,507. 64 by default.
    /// </summary>
    public int Size { get; init; } = 64;

    /// <summary>How many connections at once: 1 to <see cref="MaxConnections"/>.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>
    /// How many requests may be under way on each connection before the first is replied to: 1, the default, to
    /// <see cref="MaxDepth"/>. The bytes of all of them are at most 16 MiB.
    /// </summary>
    public int Depth { get; init; } = 1;

    /// <summary>
    /// How many requests a second are intended, up to <see cref="MaxRate"/>, over all connections together; null, the
    /// default, for a closed loop.
    /// </summary>
    public double? Rate { get; init; }

    /// <summary>How many requests are measured; null for no such limit.</summary>
    public long? Count { get; init; }

    /// <summary>
    /// How long is measured, up to a day; null for no such limit, or <see cref="DefaultDuration"/> where
    /// <see cref="Count"/> is null too.
    /// </summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How long it runs before anything is counted.</summary>
    public TimeSpan WarmUp { get; init; } = DefaultWarmUp;

    /// <summary>How often progress is told: 10 ms or more; every second by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the reply to a datagram is waited for before it counts as lost; a second by default.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The limit in time, if there is one.</summary>
    internal TimeSpan? Limit => Duration ?? (Count is null ? DefaultDuration : null);

    internal void Check(Address address)
    {
        OptionCheck.Require(Count is null or > 0, nameof(Count), Count);
        OptionCheck.RequireDuration(Duration, nameof(Duration));
        OptionCheck.RequireWarmUp(WarmUp);
        OptionCheck.RequireInterval(Interval);
        OptionCheck.Require(Connections is >= 1 and <= MaxConnections, nameof(Connections), Connections);
        OptionCheck.Require(Depth is >= 1 and <= MaxDepth, nameof(Depth), Depth);
        OptionCheck.Require(Rate is null or (> 0 and <= MaxRate), nameof(Rate), Rate);
        OptionCheck.Require(
            ReplyTimeout > TimeSpan.Zero && ReplyTimeout <= OptionCheck.LongestDuration,
            nameof(ReplyTimeout), ReplyTimeout);
        var isFit = address is IDatagramAddress
            ? Size is >= MinDatagramSize and <= Datagrams.DatagramBatch.MaxDatagramBytes
            : Size is >= 1 and <= MaxSize;
        OptionCheck.Require(isFit, nameof(Size), Size);
        OptionCheck.Require((long)Size * Depth <= MostUnderWay, nameof(Depth), Depth);
    }
}
