using System.Net;
using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Probing;

namespace Soquete.Cli.Ping;

/// <summary>The options of <c>ping</c>, as they are typed and as the library takes them.</summary>
internal static class PingArguments
{
    private const int MostRouters = 255;
    private const int MostDscp = 63;

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

    private static readonly OptionDefinition Dscp = new("dscp", "The codepoint: 0 to 63, or a name such as ef")
    {
        ValueSyntax = "CODEPOINT", Default = "0",
    };

    private static readonly OptionDefinition Flood =
        new("flood", "The next request follows each answer, or 10ms: for this machine's own addresses and namespaces");

    private static readonly OptionDefinition DontFragment =
        new("dont-fragment", "Fail what is longer than the path's MTU, and say that");

    private static readonly OptionDefinition Interface = new("interface", "Ask through this interface")
    {
        ValueSyntax = "NAME", Default = "routing's choice",
    };

    private static readonly OptionDefinition Bind = new("bind", "Ask from this local address")
    {
        ValueSyntax = "ADDRESS", Default = "routing's choice",
    };

    private static readonly OptionDefinition IPv4 = new("ipv4", "Use IPv4 alone") { Letter = '4' };

    private static readonly OptionDefinition IPv6 = new("ipv6", "Use IPv6 alone") { Letter = '6' };

    private static readonly OptionDefinition Raw =
        new("raw", "Use a raw socket also where the system needs no authority");

    public static IReadOnlyList<OptionDefinition> All { get; } =
        [Count, Interval, Deadline, Size, Ttl, Dscp, DontFragment, Flood, Interface, Bind, IPv4, IPv6, Raw];

    public static PingOptions Read(TypedArguments typed, GlobalSettings settings)
    {
        typed.RefuseTogether(IPv4, IPv6);
        typed.RefuseTogether(Flood, Interval);
        var defaults = new PingOptions();
        return new PingOptions
        {
            Count = typed.Count(Count),
            Interval = typed.Duration(Interval) ?? defaults.Interval,
            Deadline = typed.Duration(Deadline),
            Timeout = settings.Timeout ?? defaults.Timeout,
            Size = ReadSize(typed) ?? defaults.Size,
            Ttl = ReadTtl(typed),
            Dscp = ReadDscp(typed),
            DontFragment = typed.Has(DontFragment),
            Flood = typed.Has(Flood),
            Interface = typed.ValueOf(Interface),
            Source = ReadSource(typed),
            Family = typed.Has(IPv4) ? InternetFamily.IPv4 : typed.Has(IPv6) ? InternetFamily.IPv6 : InternetFamily.Any,
            Unprivileged = typed.Has(Raw) ? false : null,
        };
    }

    private static int? ReadSize(TypedArguments typed) => typed.ValueOf(Size) switch
    {
        null => null,
        "0" => 0,
        var text => typed.Size(Size) is { } size && size <= PingOptions.LargestSize
            ? (int)size
            : throw Wrong(Size, $"a size up to {PingOptions.LargestSize}", text),
    };

    private static int? ReadTtl(TypedArguments typed) => typed.Count(Ttl) is not { } ttl ? null
        : ttl <= MostRouters ? ttl
        : throw Wrong(Ttl, $"a number from 1 to {MostRouters}", typed.ValueOf(Ttl)!);

    /// <summary>The grammar of addresses knows the names.</summary>
    private static int? ReadDscp(TypedArguments typed)
    {
        if (typed.ValueOf(Dscp) is not { } text)
        {
            return null;
        }

        return text.All(char.IsAsciiLetterOrDigit)
            && Address.TryParse($"udp:localhost:1,dscp={text}", out var address)
            ? ((InternetAddress)address).Dscp
            : throw Wrong(Dscp, $"a number from 0 to {MostDscp}, or a name such as ef or af21", text);
    }

    private static IPAddress? ReadSource(TypedArguments typed) => typed.ValueOf(Bind) is not { } text ? null
        : IPAddress.TryParse(text, out var address) ? address
        : throw Wrong(Bind, "an address of this machine", text);

    private static UsageException Wrong(OptionDefinition option, string expected, string text) =>
        new($"{option.LongForm} takes {expected}, not '{Printable.Shorten(text)}'");
}
