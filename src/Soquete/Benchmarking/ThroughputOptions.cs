using Soquete.Addresses;

namespace Soquete.Benchmarking;

/// <summary>What a throughput measurement does.</summary>
public sealed record ThroughputOptions
{
    /// <summary>How long is measured where neither <see cref="Bytes"/> nor <see cref="Duration"/> is set.</summary>
    public static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(10);

    /// <summary>The most connections.</summary>
    public const int MaxParallel = 1024;

    /// <summary>The longest block, in bytes.</summary>
    public const int MaxBlockBytes = 1024 * 1024;

    /// <summary>The default of <see cref="BlockBytes"/> for streams.</summary>
    public const int DefaultStreamBlockBytes = 128 * 1024;

    /// <summary>The default of <see cref="BlockBytes"/> for sequenced packets.</summary>
    public const int DefaultPacketBytes = 64 * 1024;

    /// <summary>The default of <see cref="BlockBytes"/> for datagrams: it fits Ethernet's MTU with IPv6.</summary>
    public const int DefaultDatagramBytes = 1400;

    /// <summary>
    /// How many bytes are sent in each direction, over all connections together; null for no such limit. The
    /// measurement ends with the first limit that is reached.
    /// </summary>
    public long? Bytes { get; init; }

    /// <summary>
    /// How long is measured, up to a day; null for no such limit, or <see cref="DefaultDuration"/> where
    /// <see cref="Bytes"/> is null too.
    /// </summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many connections at once: 1 to <see cref="MaxParallel"/>.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>Which way.</summary>
    public BenchmarkDirection Direction { get; init; } = BenchmarkDirection.Forward;

    /// <summary>
    /// How many bytes are handed over at once, or how long each packet or datagram is: 1 to
    /// <see cref="MaxBlockBytes"/>, for datagrams 32 to 65,507. Null for the default of the scheme.
    /// </summary>
    public int? BlockBytes { get; init; }

    /// <summary>
    /// The target rate of each direction, over all connections together, in bits a second; null, the default, for as
    /// much as passes. Datagrams that are sent faster than they are taken are lost, which is then what is measured.
    /// </summary>
    public long? Rate { get; init; }

    /// <summary>How long it runs before anything is counted; zero by default.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>How often progress is told: 10 ms or more; every second by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The limit in time, if there is one.</summary>
    internal TimeSpan? Limit => Duration ?? (Bytes is null ? DefaultDuration : null);

    internal int BlockBytesFor(Address address) => BlockBytes ?? address switch
    {
        UnixSequencedPacketAddress => DefaultPacketBytes,
        IDatagramAddress => DefaultDatagramBytes,
        _ => DefaultStreamBlockBytes,
    };

    internal void Check(Address address)
    {
        OptionCheck.Require(Bytes is null or > 0, nameof(Bytes), Bytes);
        OptionCheck.RequireDuration(Duration, nameof(Duration));
        OptionCheck.RequireWarmUp(WarmUp);
        OptionCheck.RequireInterval(Interval);
        OptionCheck.Require(Parallel is >= 1 and <= MaxParallel, nameof(Parallel), Parallel);
        OptionCheck.Require(Direction is >= 0 and <= BenchmarkDirection.Both, nameof(Direction), Direction);
        OptionCheck.Require(Rate is null or > 0, nameof(Rate), Rate);
        var block = BlockBytesFor(address);
        var isFit = address is IDatagramAddress
            ? block is >= RequestOptions.MinDatagramSize and <= Datagrams.DatagramBatch.MaxDatagramBytes
            : block is >= 1 and <= MaxBlockBytes;
        OptionCheck.Require(isFit, nameof(BlockBytes), BlockBytes);
    }
}
