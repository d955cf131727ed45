using Soquete.Cli.Arguments;
using Soquete.Cli.Probing;
using Soquete.Probing;

namespace Soquete.Cli.Trace;

/// <summary>The options of <c>trace</c>, as they are typed and as the library takes them.</summary>
internal static class TraceArguments
{
    private const int MostHops = 255;
    private const int MostPort = 65535;

    private static readonly OptionDefinition Udp =
        new("udp", "Probe by UDP datagrams, which need no authority (the default)");

    private static readonly OptionDefinition Icmp = new("icmp", "Probe by ICMP echo requests, as ping sends them");

    private static readonly OptionDefinition Tcp = new("tcp", "Probe by SYN segments to this TCP port")
    {
        ValueSyntax = "PORT",
    };

    private static readonly OptionDefinition Port = new("port", "UDP: the port that probes go to")
    {
        ValueSyntax = "PORT", Default = "33434",
    };

    private static readonly OptionDefinition First = new("first", "Begin at this hop: 1 to 255")
    {
        ValueSyntax = "NUMBER", Default = "1",
    };

    private static readonly OptionDefinition Hops = new("hops", "Go no further than this hop: 1 to 255")
    {
        ValueSyntax = "NUMBER", Default = "30",
    };

    private static readonly OptionDefinition Probes = new("probes", "Probes for each hop: 1 to 10")
    {
        ValueSyntax = "NUMBER", Default = "3",
    };

    private static readonly OptionDefinition Parallel = new("parallel", "Probes that may be without an answer at once")
    {
        ValueSyntax = "NUMBER", Default = "16",
    };

    private static readonly OptionDefinition Silent = new("silent", "End behind this many silent hops in a row")
    {
        ValueSyntax = "NUMBER", Default = "8",
    };

    private static readonly OptionDefinition Size =
        new("size", "How long a probe is with its IP header: up to 65535 bytes")
    {
        ValueSyntax = "SIZE", Default = "60, and 80 over IPv6",
    };

    private static readonly OptionDefinition DontFragment =
        new("dont-fragment", "Let no router fragment a probe; one that would have to ends the trace");

    private static readonly OptionDefinition Mtu =
        new("mtu", "Find the path's MTU: probes are as long as the path takes, and the hop that takes less is told");

    private static readonly OptionDefinition NoNames = new("no-names", "Look up no names") { Letter = 'n' };

    public static IReadOnlyList<OptionDefinition> All { get; } =
    [
        Udp, Icmp, Tcp, Port, First, Hops, Probes, Parallel, Silent, Size, DontFragment, Mtu, ProbeArguments.Dscp,
        ProbeArguments.Interface, ProbeArguments.Bind, NoNames, ProbeArguments.IPv4, ProbeArguments.IPv6,
    ];

    public static TraceOptions Read(TypedArguments typed, GlobalSettings settings)
    {
        typed.RefuseTogether(Udp, Icmp, Tcp);
        typed.RefuseTogether(Icmp, Port);
        typed.RefuseTogether(Tcp, Port, Size, Mtu);
        typed.RefuseTogether(Size, Mtu);
        var defaults = new TraceOptions();
        var first = typed.Count(First, MostHops) ?? defaults.FirstHop;
        return new TraceOptions
        {
            Method = typed.Has(Tcp) ? TraceMethod.Tcp : typed.Has(Icmp) ? TraceMethod.Icmp : TraceMethod.Udp,
            Port = typed.Count(typed.Has(Tcp) ? Tcp : Port, MostPort),
            FirstHop = first,
            LastHop = typed.Count(Hops, MostHops) ?? Math.Max(first, defaults.LastHop),
            ProbesPerHop = typed.Count(Probes, TraceOptions.MostProbes) ?? defaults.ProbesPerHop,
            MostInFlight = typed.Count(Parallel) ?? defaults.MostInFlight,
            MostSilentHops = typed.Count(Silent) ?? defaults.MostSilentHops,
            Timeout = settings.Timeout ?? defaults.Timeout,
            PacketSize = ReadSize(typed),
            DontFragment = typed.Has(DontFragment),
            DiscoversMtu = typed.Has(Mtu),
            Dscp = typed.ReadDscp(),
            Interface = typed.ValueOf(ProbeArguments.Interface),
            Source = typed.ReadSource(),
            ResolvesNames = !typed.Has(NoNames),
            Family = typed.ReadFamily(),
        };
    }

    private static int? ReadSize(TypedArguments typed) => typed.Size(Size) is not { } size ? null
        : size is >= TraceOptions.ShortestPacket and <= ushort.MaxValue ? (int)size
        : throw ArgumentValues.Wrong(
            Size, $"a size from {TraceOptions.ShortestPacket} to {ushort.MaxValue}", typed.ValueOf(Size)!);
}
