using Soquete.Probing;
using Soquete.Wire.Internet;

namespace Soquete.Cli.Trace;

/// <summary>The sentences before and behind a path, and the names of its fields' values.</summary>
internal static class TraceWords
{
    public static string Beginning(string host, PathTrace trace, TraceOptions options)
    {
        var destination = trace.Destination.ToString();
        var whom = host.Trim('[', ']') == destination ? destination : $"{Printable.Shorten(host)} ({destination})";
        var how = options.Method switch
        {
            TraceMethod.Icmp => "ICMP echo",
            TraceMethod.Tcp => $"TCP to port {options.Port ?? TraceOptions.DefaultTcpPort}",
            _ => $"UDP to port {options.Port ?? TraceOptions.DefaultUdpPort}",
        };
        var size = trace.PacketSize is { } bytes ? $"{bytes} bytes" : "as long as the path takes";
        return $"trace to {whom} from {trace.Source}: {how}, {size}, {options.LastHop} hops at most";
    }

    /// <summary>Why the destination was not reached; null where it was.</summary>
    public static string? Ending(TracedPath path) => path.Ending switch
    {
        TraceEnding.Unreachable when Refusal(path) is { } refusal =>
            $"unreachable: {refusal.Address} says {DescriptionOf(refusal)}",
        TraceEnding.Unreachable => "unreachable",
        TraceEnding.Silent => "not reached: too many hops in a row are silent (--silent)",
        TraceEnding.TooFar => "not reached: it is further than --hops lets a trace go",
        _ => null,
    };

    public static string NameOf(TraceEnding ending) => ending switch
    {
        TraceEnding.Reached => "reached",
        TraceEnding.Unreachable => "unreachable",
        TraceEnding.Silent => "silent",
        TraceEnding.TooFar => "too_far",
        _ => "interrupted",
    };

    public static string NameOf(TraceMethod method) => method switch
    {
        TraceMethod.Icmp => "icmp",
        TraceMethod.Tcp => "tcp",
        _ => "udp",
    };

    private static HopAnswer? Refusal(TracedPath path) =>
        path.Hops[^1].Answers.FirstOrDefault(answer => answer?.Verdict == HopVerdict.Unreachable);

    private static string DescriptionOf(HopAnswer answer)
    {
        var (type, code) = (answer.IcmpType ?? 0, answer.IcmpCode ?? 0);
        var isIPv6 = answer.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        return isIPv6 ? Icmpv6Type.Describe(type, code) : IcmpType.Describe(type, code);
    }
}
