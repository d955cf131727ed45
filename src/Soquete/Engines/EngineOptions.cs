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

    private const int MaxThreads = 1024;
    private const int MaxEntries = 32 * 1024;
    private const int MaxBufferSize = 1024 * 1024;
    private const long MaxBufferBytes = 1L << 30;
    private const int CompletionsPerEntry = 4;
    private static readonly TimeSpan MaxSpin = TimeSpan.FromDays(1);

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

    /// <summary>How many such buffers each ring has: 1 to 32,768, a power of two, and 1 GiB in all at most.</summary>
    public int BufferCount { get; init; } = DefaultBufferCount;

    /// <summary>
    /// How many of a ring's buffers one connection whose reader does not read may hold, before nothing more is received
    /// for it: 1 or more.
    /// </summary>
    public int HeldBuffers { get; init; } = DefaultHeldBuffers;

    /// <summary>
    /// From how many bytes on a send is done without copying (IORING_OP_SEND_ZC); null, the default, for never: over
    /// loopback, and wherever the interface cannot gather, the kernel copies after all and it costs more. Such a send
    /// is over only when the peer's kernel has acknowledged it. Unix sockets copy all the same.
    /// </summary>
    public int? ZeroCopyThreshold { get; init; }

    /// <summary>How many completions a ring holds.</summary>
    internal int CompletionEntries { get; init; }

    /// <summary>Whether buffers are filled bit by bit where the kernel can.</summary>
    internal bool FillsBuffersBitByBit { get; init; } = true;

    /// <summary>The same, with every figure found to be within its bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
    internal EngineOptions Checked()
    {
        Check(Threads, 1, MaxThreads, nameof(Threads));
        Check(RingEntries, 1, MaxEntries, nameof(RingEntries));
        Check(BufferSize, 1, MaxBufferSize, nameof(BufferSize));
        Check(BufferCount, 1, MaxEntries, nameof(BufferCount));
        Check(HeldBuffers, 1, int.MaxValue, nameof(HeldBuffers));
        Check(Spin.Ticks, 0, MaxSpin.Ticks, nameof(Spin));
        Check(ZeroCopyThreshold ?? 0, 0, int.MaxValue, nameof(ZeroCopyThreshold));
        Check((long)BufferSize * BufferCount, 1, MaxBufferBytes, nameof(BufferCount));
        if (!int.IsPow2(BufferCount))
        {
            throw new ArgumentOutOfRangeException(nameof(BufferCount), BufferCount, "it is no power of two");
        }

        return CompletionEntries > 0 ? this : this with { CompletionEntries = RingEntries * CompletionsPerEntry };
    }

    private static void Check(long value, long least, long most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"it is not from {least} to {most}");
        }
    }
}
