using Soquete.Cli.Arguments;
using Soquete.Cli.Probing;
using Soquete.Probing;

namespace Soquete.Cli.Ping;

/// <summary>The options of <c>ping</c>, as they are typed and as the library takes them.</summary>
internal static class PingArguments
{
    private const int MostRouters = 255;

    private static readonly OptionDefinition Count = new("count", "End after this many requests")
    {
        ValueSyntax = "NUMBER", Default = "no end",
    };

    private static readonly OptionDefinition Interval = new("interval", "The time from one request to the next")
    {
        ValueSyntax = "DURATION", Default = "1s",
    };

    private static readonly OptionDefinition Deadline = new("deadline", "End after this long, whatever is unanswered")
    {
        ValueSyntax = "DURATION", Default = "none",
    };

    private static readonly OptionDefinition Size = new("size", "What a request carries: up to 65507 bytes")
    {
        ValueSyntax = "SIZE", Default = "56",
    };

    private static readonly OptionDefinition Ttl = new("ttl", "How many routers a request may pass: 1 to 255")
    {
        ValueSyntax = "NUMBER", Default = "64",
    };

    private static readonly OptionDefinition Flood =
        new("flood", "The next request follows each answer, or 10ms: for this machine's own addresses and namespaces");

    private static readonly OptionDefinition DontFragment =
        new("dont-fragment", "Fail what is longer than the path's MTU, and say that");

    private static readonly OptionDefinition Raw =
        new("raw", "Use a raw socket also where the system needs no authority");

    public static IReadOnlyList<OptionDefinition> All { get; } =
    [
        Count, Interval, Deadline, Size, Ttl, ProbeArguments.Dscp, DontFragment, Flood, ProbeArguments.Interface,
        ProbeArguments.Bind, ProbeArguments.IPv4, ProbeArguments.IPv6, Raw,
    ];

    public static PingOptions Read(TypedArguments typed, GlobalSettings settings)
    {
        typed.RefuseTogether(Flood, Interval);
        var defaults = new PingOptions();
        return new PingOptions
        {
            Count = typed.Count(Count),
            Interval = typed.Duration(Interval) ?? defaults.Interval,
            Deadline = typed.Duration(Deadline),
            Timeout = settings.Timeout ?? defaults.Timeout,
            Size = ReadSize(typed) ?? defaults.Size,
            Ttl = typed.Count(Ttl, MostRouters),
            Dscp = typed.ReadDscp(),
            DontFragment = typed.Has(DontFragment),
            Flood = typed.Has(Flood),
            Interface = typed.ValueOf(ProbeArguments.Interface),
            Source = typed.ReadSource(),
            Family = typed.ReadFamily(),
            Unprivileged = typed.Has(Raw) ? false : null,
        };
    }

    private static int? ReadSize(TypedArguments typed) => typed.ValueOf(Size) switch
    {
        null => null,
        "0" => 0,
        var text => typed.Size(Size) is { } size && size <= PingOptions.LargestSize
            ? (int)size
            : throw ArgumentValues.Wrong(Size, $"a size up to {PingOptions.LargestSize}", text),
    };
}
