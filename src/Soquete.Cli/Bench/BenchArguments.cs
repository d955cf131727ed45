using System.Globalization;
using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Cli.Arguments;
using Soquete.Cli.Verbs;

namespace Soquete.Cli.Bench;

/// <summary>The options of <c>bench</c>, as they are typed and as the library takes them.</summary>
internal static class BenchArguments
{
    public static readonly OptionDefinition Interval = new("interval", "How often is told what was measured")
    {
        ValueSyntax = "DURATION", Default = "1s; on a terminal a line that is always new",
    };

    private static readonly OptionDefinition Requests =
        new("requests", "Measure how long replies take, instead of how much passes");

    private static readonly OptionDefinition Duration = new("duration", "How long is measured")
    {
        ValueSyntax = "DURATION", Default = "10s unless --bytes or --count says how much",
    };

    private static readonly OptionDefinition WarmUp = new("warm-up", "How long it runs before anything is counted")
    {
        ValueSyntax = "DURATION",
        Default = "none; with --requests " + DurationText.Format(RequestOptions.DefaultWarmUp),
    };

    private static readonly OptionDefinition Rate =
        new("rate", "Send as much a second and no more: 100mbit, or with --requests a number of requests")
        {
            ValueSyntax = "RATE", Default = "as much as passes",
        };

    private static readonly OptionDefinition Bytes = new("bytes", "End when so many bytes were sent each way")
    {
        ValueSyntax = "SIZE", Default = "no end",
    };

    private static readonly OptionDefinition Parallel = new("parallel", "How many connections carry them")
    {
        ValueSyntax = "NUMBER", Default = "1",
    };

    private static readonly OptionDefinition Reverse = new("reverse", "The server sends");

    private static readonly OptionDefinition Bidirectional = new("bidirectional", "Both send at once");

    private static readonly OptionDefinition Block =
        new("block", "How many bytes are handed over at once, or how long each packet or datagram is")
        {
            ValueSyntax = "SIZE",
            Default = $"{SizeText.Format(ThroughputOptions.DefaultStreamBlockBytes)}; packets " +
                $"{SizeText.Format(ThroughputOptions.DefaultPacketBytes)}, datagrams " +
                ThroughputOptions.DefaultDatagramBytes,
        };

    private static readonly OptionDefinition Size = new("size", "With --requests: the bytes of each, and of its reply")
    {
        ValueSyntax = "SIZE", Default = "64",
    };

    private static readonly OptionDefinition Connections = new("connections", "With --requests: how many at once")
    {
        ValueSyntax = "NUMBER", Default = "1",
    };

    private static readonly OptionDefinition Depth =
        new("depth", "With --requests: how many are under way on each connection")
        {
            ValueSyntax = "NUMBER", Default = "1",
        };

    private static readonly OptionDefinition Count = new("count", "With --requests: end after so many")
    {
        ValueSyntax = "NUMBER", Default = "no end",
    };

    private static readonly OptionDefinition PlainEcho =
        new("plain-echo", "Ask nobody who is there: it is a server that sends back what it gets");

    /// <summary>What the library lets be under way on a connection, in bytes.</summary>
    private const int MostUnderWay = 16 * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    public static IReadOnlyList<OptionDefinition> All { get; } =
    [
        Duration, Bytes, Parallel, Reverse, Bidirectional, Block, Requests, Size, Connections, Depth, Count, Rate,
        WarmUp, Interval, PlainEcho, EngineArguments.Engine, EngineArguments.Threads, EngineArguments.Inline,
        EngineArguments.Spin,
    ];

    public static bool AreRequests(TypedArguments typed) => typed.Has(Requests);

    /// <summary>Refuses what belongs to the other kind of measurement.</summary>
    public static void RefuseMixed(TypedArguments typed)
    {
        foreach (var option in (ReadOnlySpan<OptionDefinition>)[Bytes, Parallel, Reverse, Bidirectional, Block])
        {
            typed.RefuseTogether(Requests, option);
        }

        foreach (var option in (ReadOnlySpan<OptionDefinition>)[Size, Connections, Depth, Count])
        {
            typed.RequireWith(option, Requests);
        }

        typed.RefuseTogether(Reverse, Bidirectional);
    }

    public static BenchmarkPeer ReadPeer(TypedArguments typed) =>
        typed.Has(PlainEcho) ? BenchmarkPeer.Echo : BenchmarkPeer.Detect;

    /// <summary>How often progress is told; null where nobody has said.</summary>
    public static TimeSpan? ReadInterval(TypedArguments typed) =>
        typed.Duration(Interval, ShortestInterval, Longest);

    public static ThroughputOptions ReadThroughput(TypedArguments typed, Address address, TimeSpan interval) => new()
    {
        Bytes = ReadBytes(typed),
        Duration = ReadDuration(typed),
        Parallel = typed.Count(Parallel, ThroughputOptions.MaxParallel) ?? 1,
        Direction = typed.Has(Reverse) ? BenchmarkDirection.Reverse
            : typed.Has(Bidirectional) ? BenchmarkDirection.Both
            : BenchmarkDirection.Forward,
        BlockBytes = address is IDatagramAddress
            ? typed.Size(Block, RequestOptions.MinDatagramSize, Messages.LongestMessage.OverUdp)
            : typed.Size(Block, 1, ThroughputOptions.MaxBlockBytes),
        Rate = ReadBits(typed),
        WarmUp = ReadWarmUp(typed) ?? TimeSpan.Zero,
        Interval = interval,
    };

    public static RequestOptions ReadRequests(TypedArguments typed, Address address, TimeSpan interval)
    {
        var defaults = new RequestOptions();
        var options = new RequestOptions
        {
            Count = typed.Count(Count),
            Duration = ReadDuration(typed),
            Size = (address is IDatagramAddress
                ? typed.Size(Size, RequestOptions.MinDatagramSize, Messages.LongestMessage.OverUdp)
                : typed.Size(Size, 1, RequestOptions.MaxSize)) ?? defaults.Size,
            Connections = typed.Count(Connections, RequestOptions.MaxConnections) ?? defaults.Connections,
            Depth = typed.Count(Depth, RequestOptions.MaxDepth) ?? defaults.Depth,
            Rate = ReadRequestRate(typed),
            WarmUp = ReadWarmUp(typed) ?? RequestOptions.DefaultWarmUp,
            Interval = interval,
        };
        return (long)options.Size * options.Depth <= MostUnderWay
            ? options
            : throw new UsageException(
                $"{Depth.LongForm} times {Size.LongForm} is {SizeText.Format(MostUnderWay)} at most");
    }

    private static long? ReadBytes(TypedArguments typed) => typed.Size(Bytes) is not 0 and var size
        ? size
        : throw ArgumentValues.Wrong(Bytes, "a size such as 512, 64k or 1M", typed.ValueOf(Bytes)!);

    private static TimeSpan? ReadDuration(TypedArguments typed) => typed.Duration(Duration, Shortest, Longest);

    /// <summary>None at all is a warm-up too, which as a duration is none.</summary>
    private static TimeSpan? ReadWarmUp(TypedArguments typed) =>
        typed.ValueOf(WarmUp) is "0" or "0s" ? TimeSpan.Zero : typed.Duration(WarmUp, Shortest, Longest);

    private static long? ReadBits(TypedArguments typed) => typed.ValueOf(Rate) is not { } text ? null
        : RateText.TryParse(text, out var bits) ? bits
        : throw ArgumentValues.Wrong(Rate, "bits a second such as 500kbit, 100mbit or 1gbit", text);

    private static double? ReadRequestRate(TypedArguments typed) => typed.ValueOf(Rate) is not { } text ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            && rate is > 0 and <= int.MaxValue ? rate
        : throw ArgumentValues.Wrong(Rate, "with --requests a number of requests a second", text);
}
