using Soquete.Engines;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Engines on io_uring that tests share: the usual one, and some that are as small as can be.</summary>
internal static class RingEngines
{
    /// <summary>One submission at a time, few completions, and buffers of less than a message.</summary>
    private static readonly EngineOptions Small = new()
    {
        Kind = EngineKind.IoUring, Threads = 1, RingEntries = 1, CompletionEntries = 2, BufferSize = 256,
        BufferCount = 4, HeldBuffers = 1, FillsBuffersBitByBit = false,
    };

    private static readonly Lazy<Engine> LazyUsual = new(() => Start(new EngineOptions { Threads = 2 }));
    private static readonly Lazy<Engine> LazySmall = new(() => Start(Small));
    private static readonly Lazy<Engine> LazyOneBuffer = new(() => Start(Small with { BufferCount = 1 }));

    public static Engine ThreadPool => LazyUsual.Value;

    public static Engine Inline => LazyUsual.Value.Driving(Execution.Inline, readsAhead: false);

    public static Engine SmallRing => LazySmall.Value;

    public static Engine SmallRingInline => LazySmall.Value.Driving(Execution.Inline, readsAhead: false);

    public static Engine OneBuffer => LazyOneBuffer.Value;

    private static Engine Start(EngineOptions options) => Engine.Start(options with { Kind = EngineKind.IoUring });
}
