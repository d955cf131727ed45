using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Engines.IoUring;
using Soquete.Streams;
using Soquete.Streams.Connecting;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Engines on io_uring that tests share: the usual one, and some that are as small as can be.</summary>
internal static class RingEngines
{
    /// <summary>One submission at a time, few completions, and buffers of less than a message.</summary>
    public static readonly EngineOptions Small = new()
    {
        Kind = EngineKind.IoUring, Threads = 1, RingEntries = 1, CompletionEntries = 2, BufferSize = 1024,
        BufferCount = 4, HeldBuffers = 1, FillsBuffersBitByBit = false,
    };

    private static readonly Lazy<Engine> LazyUsual = new(() => Start(new EngineOptions { Threads = 2 }));
    private static readonly Lazy<Engine> LazySmall = new(() => Start(Small));
    private static readonly Lazy<Engine> LazyOneBuffer = new(() => Start(Small with { BufferCount = 1 }));

    private static readonly Lazy<Engine> LazyUncopied =
        new(() => Start(new EngineOptions { Threads = 1, ZeroCopyThreshold = 1 }));

    public static Engine ThreadPool => LazyUsual.Value;

    public static Engine Inline => LazyUsual.Value.Driving(Execution.Inline, readsAhead: false);

    public static Engine SmallRing => LazySmall.Value;

    public static Engine SmallRingInline => LazySmall.Value.Driving(Execution.Inline, readsAhead: false);

    public static Engine OneBuffer => LazyOneBuffer.Value;

    /// <summary>Sends every byte without copying.</summary>
    public static Engine Uncopied => LazyUncopied.Value;

    /// <summary>An engine of the test's own, whose leftovers can be counted.</summary>
    public static Engine Start(EngineOptions options) => Engine.Start(options with { Kind = EngineKind.IoUring });

    /// <summary>The kinds that faults are tried on, by the names that the rows of theories have.</summary>
    public static Engine Start(string kind) => kind switch
    {
        "usual" => Start(new EngineOptions { Threads = 2 }),
        "inline" => Start(new EngineOptions { Threads = 2 }).Driving(Execution.Inline, readsAhead: false),
        "ahead" => Start(new EngineOptions { Threads = 2 }).Driving(Execution.Inline, readsAhead: true),
        "small" => Start(Small),
        "one-buffer" => Start(Small with { BufferCount = 1 }),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };

    public static IReadOnlyList<RingLoop> Rings(Engine engine) => ((IoUringEngine)engine).Loops;

    public static async Task<ConnectionPair> PairAsync(Engine engine, string address)
    {
        var listener = await StreamListener.ListenAsync(Address.Parse(address), engine, CancellationToken.None);
        var client = await ConnectAsync(engine, listener);
        return new ConnectionPair(listener, client, await listener.AcceptAsync().Soon());
    }

    public static Task<StreamConnection> ConnectAsync(
        Engine engine, StreamListener listener, CancellationToken cancellationToken = default) =>
        Connector.ConnectAsync(
            Address.Parse(listener.Address.ToString().Split(',')[0]), EndUse.Both, engine, cancellationToken).Soon();

    /// <summary>An address to listen on that is free.</summary>
    public static string AddressOf(string scheme) =>
        scheme == "unix" ? $"unix:@soquete-ring-{Guid.NewGuid():N}" : "tcp4:0";

    /// <summary>
    /// Waits until an engine has nothing left of what was done with it: no connection, no part of a buffer, and of
    /// operations the one alone that waits for others to wake the ring.
    /// </summary>
    public static async Task QuietAsync(Engine engine)
    {
        await Record.ExceptionAsync(() => Eventually.HoldsAsync(() => Left(engine).Length == 0));
        Assert.Equal("", Left(engine));
    }

    private static string Left(Engine engine) => string.Join("; ", Rings(engine)
        .Select(ring => (ring.ConnectionCount, Operations: ring.OperationCount - 1, ring.Buffers.HeldParts))
        .Where(left => left != (0, 0, 0))
        .Select(left => $"{left.ConnectionCount} connections, {left.Operations} operations, {left.HeldParts} parts"));
}
