namespace Soquete.Engines;

/// <summary>How an engine is to be. All but <see cref="Kind"/> concerns io_uring alone.</summary>
public sealed record EngineOptions
{
    /// <summary>The default of <see cref="RingEntries"/>.</summary>
    public const int DefaultRingEntries = 1024;

    /// <summary>The default of <see cref="BufferSize"/>, in bytes.</summary>
    public const int DefaultBufferSize = 16 * 1024;

    /// <summary>The default of <see cref="BufferCount"/>.</summary>
    public const int DefaultBufferCount = 256;

    /// <summary>The default of <see cref="HeldBuffers"/>.</summary>
    public const int DefaultHeldBuffers = 8;

    /// <summary>Which engine; <see cref="EngineKind.Auto"/> unless told otherwise.</summary>
    public EngineKind Kind { get; init; } = EngineKind.Auto;

    /// <summary>How many threads, each with a ring of its own: 1 to 1024; a thread for each core by default.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// How long a thread that has nothing to do looks for more before it sleeps; zero, the default, sleeps at once.
    /// Spinning saves the way through the scheduler and takes a core for as long as it lasts.
    /// </summary>
    public TimeSpan Spin { get; init; }

    /// <summary>How many submissions a ring holds: 1 to 32,768, rounded up to a power of two.</summary>
    public int RingEntries { get; init; } = DefaultRingEntries;

    /// <summary>The size of each buffer that the kernel receives into, in bytes: 1 to 1 MiB.</summary>
    public int BufferSize { get; init; } = DefaultBufferSize;

    /// <summary>How many such buffers each ring has: 1 to 32,768, a power of two.</summary>
    public int BufferCount { get; init; } = DefaultBufferCount;

    /// <summary>
    /// How many of a ring's buffers one connection whose reader does not read may hold, before nothing more is received
    /// for it: 1 or more.
    /// </summary>
    public int HeldBuffers { get; init; } = DefaultHeldBuffers;

    /// <summary>
    /// From how many bytes on a send is done without copying (IORING_OP_SEND_ZC); null, the default, for never: over
    /// loopback, and wherever the interface cannot gather, the kernel copies after all and it costs more.
    /// </summary>
    public int? ZeroCopyThreshold { get; init; }
}
