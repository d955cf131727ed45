using System.Globalization;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Probing;

namespace Soquete.Cli.Ping;

/// <summary>What happened, in the words of ping(8).</summary>
internal sealed class PingWords(Pinger pinger, PingOptions options)
{
    private const int IcmpHeaderBytes = 8;
    private const int IPv4HeaderBytes = 20;
    private const byte IcmpUnreachable = 3;
    private const byte Icmpv6Unreachable = 1;

    public string Heading
    {
        get
        {
            if (pinger.Target.Method != PingMethod.Echo)
            {
                return $"PING {pinger.Target} ({pinger.Address})";
            }

            // With the headers where they are always the same, as ping(8) has it.
            var packet = IsInet6 ? "" : $"({options.Size + IcmpHeaderBytes + IPv4HeaderBytes})";
            return $"PING {pinger.Target} ({pinger.Address}) {options.Size}{packet} bytes of data";
        }
    }

    private bool IsInet6 => pinger.Address.AddressFamily == AddressFamily.InterNetworkV6;

    private string Port => pinger.Target.Transport!.Port.ToString();

    private string Sequence => pinger.Target.Method switch
    {
        PingMethod.Tcp => "tcp_seq", PingMethod.Udp => "udp_seq", _ => "icmp_seq",
    };

    public string Line(PingEvent what) => what.Kind switch
    {
        PingEventKind.Unanswered =>
            $"no answer: {Sequence}={what.Sequence} within {DurationText.Format(options.Timeout)}"
            + (pinger.Target.Method == PingMethod.Udp ? " (open, or filtered)" : ""),
        PingEventKind.Error or PingEventKind.Redirect => ErrorLine(what, what.Error!),
        _ when pinger.Target.Method != PingMethod.Echo => PortLine(what),
        _ => ReplyLine(what),
    };

    /// <summary>Fewer digits where there is more before the point, as ping(8) does.</summary>
    private static string Time(TimeSpan time) => time.TotalMilliseconds.ToString(
        time.TotalMilliseconds switch { < 1 => "0.000", < 10 => "0.00", < 100 => "0.0", _ => "0" },
        CultureInfo.InvariantCulture);

    private static string Describe(PingError error) => (error.Type, error.Code, error.PathMtu) switch
    {
        (null, _, _) => error.Description,
        (_, _, not null) => Capitalised(error.Description),
        (IcmpUnreachable, <= 3, _) => $"Destination {error.Description}",
        (Icmpv6Unreachable, _, _) => $"Destination unreachable: {error.Description}",
        _ => Capitalised(error.Description),
    };

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private string ErrorLine(PingEvent what, PingError error)
    {
        var mtu = error.PathMtu is { } bytes ? $" (mtu = {bytes})" : "";
        var gateway = error.Gateway is { } next ? $" (new next hop: {next})" : "";
        var source = what.Source?.ToString() ?? "this machine";
        return $"From {source}: {Sequence}={what.Sequence} {Describe(error)}{mtu}{gateway}";
    }

    private static string ReplyLine(PingEvent what)
    {
        var ttl = what.TimeToLive is { } left ? $" ttl={left}" : "";
        var time = Time(what.RoundTrip!.Value);
        return $"{what.Length} bytes from {what.Source}: icmp_seq={what.Sequence}{ttl} time={time} ms"
            + (what.IsTruncated ? " (truncated)" : "")
            + (what.IsReordered ? " (reordered)" : "")
            + what.Kind switch
            {
                PingEventKind.Duplicate => " (duplicate)",
                PingEventKind.Late => " (late)",
                PingEventKind.Corrupted when what.DamagedAt is { } place => $" (corrupted: byte {place} is wrong)",
                PingEventKind.Corrupted => " (corrupted: its checksum is wrong)",
                _ => "",
            };
    }

    private string PortLine(PingEvent what)
    {
        var state = what.Kind == PingEventKind.Closed ? "closed" : "open";
        var size = what.Length > 0 ? $", {what.Length} bytes" : "";
        var time = Time(what.RoundTrip!.Value);
        return $"{what.Source} port {Port} {state}{size}: {Sequence}={what.Sequence} time={time} ms";
    }
}
