using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Verbs;
using Soquete.Dissection;
using Soquete.Filters;

namespace Soquete.Cli.Capture;

/// <summary>What is asked of <c>capture</c>, validated.</summary>
internal sealed record CaptureRequest
{
    /// <summary>What stands for standard input and output where a file is named.</summary>
    public const string StandardStream = "-";

    private const int SmallestBuffer = 128 * 1024;

    /// <summary>The interface; null where a file is read.</summary>
    public string? Interface { get; private init; }

    /// <summary>The file that is read; null where an interface is.</summary>
    public string? Read { get; private init; }

    public string? Write { get; private init; }

    /// <summary>Whether packets are printed, and not only written.</summary>
    public bool IsPrinted { get; private init; }

    public required PacketFilter Filter { get; init; }

    public int? Count { get; private init; }

    public TimeSpan? Duration { get; private init; }

    public int SnapLength { get; private init; }

    public bool IsPromiscuous { get; private init; }

    /// <summary>How much memory the ring has; null for its default.</summary>
    public int? Buffer { get; private init; }

    public bool WithHex { get; private init; }

    public bool WithTree { get; private init; }

    public bool AsJson { get; private init; }

    public bool WithNames { get; private init; }

    public bool WithProcesses { get; private init; }

    public required PacketTextOptions Text { get; init; }

    /// <exception cref="UsageException">The options contradict one another, or the filter is none.</exception>
    public static CaptureRequest From(Invocation invocation)
    {
        var typed = invocation.Typed;
        typed.RequireWith(CaptureOptions.Print, CaptureOptions.Write);
        RefuseLiveOptionsOfFiles(typed);
        var (read, write) = (typed.ValueOf(CaptureOptions.Read), typed.ValueOf(CaptureOptions.Write));
        var words = read is null ? typed.Positionals.Skip(1) : typed.Positionals;
        var isPrinted = write is null || typed.Has(CaptureOptions.Print);
        if (read is null && typed.Has(CaptureOptions.Promiscuous) && typed.Positionals[0] == PacketAddress.AnyInterface)
        {
            throw new UsageException($"{CaptureOptions.Promiscuous.LongForm} is for one interface");
        }

        if (write == StandardStream && isPrinted)
        {
            throw new UsageException(
                $"{CaptureOptions.Print.LongForm}: standard output is where packets are written to");
        }

        return new CaptureRequest
        {
            Interface = read is null ? typed.Positionals[0] : null,
            Read = read,
            Write = write,
            IsPrinted = isPrinted,
            Filter = FilterArgument.Read(string.Join(' ', words), invocation.Settings.Json),
            Count = typed.Count(CaptureOptions.Count),
            Duration = typed.Duration(CaptureOptions.Duration),
            SnapLength = CaptureOptions.SnapLengthOf(typed),
            IsPromiscuous = typed.Has(CaptureOptions.Promiscuous),
            Buffer = BufferOf(typed),
            WithHex = typed.Has(CaptureOptions.Hex),
            WithTree = invocation.Settings.Verbose,
            AsJson = invocation.Settings.Json,
            WithNames = typed.Has(CaptureOptions.Names),
            WithProcesses = typed.Has(CaptureOptions.Process),
            Text = new PacketTextOptions
            {
                AbsoluteSequenceNumbers = typed.Has(CaptureOptions.Absolute),
                LinkHeader = typed.Has(CaptureOptions.Link),
                Time = (PacketTime)Array.IndexOf(
                    CaptureOptions.Times, typed.Choice(CaptureOptions.Time) ?? CaptureOptions.Times[0]),
            },
        };
    }

    private static void RefuseLiveOptionsOfFiles(TypedArguments typed)
    {
        foreach (var option in (ReadOnlySpan<OptionDefinition>)
            [CaptureOptions.Duration, CaptureOptions.Promiscuous, CaptureOptions.Buffer, CaptureOptions.Process])
        {
            typed.RefuseTogether(CaptureOptions.Read, option);
        }
    }

    private static int? BufferOf(TypedArguments typed) => typed.Size(CaptureOptions.Buffer) switch
    {
        null => null,
        >= SmallestBuffer and <= Raw.PacketRingOptions.MaxBytes and var size => (int)size,
        _ => throw new UsageException($"{CaptureOptions.Buffer.LongForm} takes 128k to 1024M"),
    };
}
