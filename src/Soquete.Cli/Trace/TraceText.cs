using System.Globalization;
using System.Net;
using System.Text;
using Soquete.Cli.Events;
using Soquete.Cli.Verbs;
using Soquete.Probing;
using Soquete.Wire.Internet;

namespace Soquete.Cli.Trace;

/// <summary>One line a hop, as traceroute has made them known.</summary>
internal sealed class TraceText(Invocation invocation, string host, PathTrace trace, TraceOptions options)
    : TraceReport
{
    public override void Begin()
    {
        if (!invocation.Settings.Quiet)
        {
            Write(TraceWords.Beginning(host, trace, options));
        }
    }

    protected override string LineOf(TracedHop hop)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{hop.TimeToLive,2} ");
        HopAnswer? shown = null;
        foreach (var answer in hop.Answers)
        {
            if (answer is null)
            {
                line.Append(" *");
                continue;
            }

            if (!IsFromSame(shown, answer))
            {
                line.Append(LabelText(shown)).Append(' ').Append(NameOf(answer));
            }

            line.Append(CultureInfo.InvariantCulture, $"  {answer.RoundTrip.TotalMilliseconds:0.000} ms");
            line.Append(answer.Annotation is null ? "" : " " + answer.Annotation);
            shown = answer;
        }

        line.Append(LabelText(shown));
        return hop.Mtu is { } mtu
            ? line.Append(CultureInfo.InvariantCulture, $"  MTU {mtu} from here").ToString()
            : line.ToString();
    }

    protected override void Conclude(TracedPath path)
    {
        if (path.Mtu is { } mtu && !invocation.Settings.Quiet)
        {
            Write($"MTU {mtu} {(path.Ending == TraceEnding.Reached ? "all the way" : "as far as it was found")}");
        }

        if (TraceWords.Ending(path) is { } line)
        {
            invocation.Events.Report(new CommandEvent("ended", line));
        }
    }

    private static bool IsFromSame(HopAnswer? shown, HopAnswer answer) => shown is not null
        && shown.Address.Equals(answer.Address) && shown.Labels == answer.Labels;

    private static string NameOf(HopAnswer answer) =>
        answer.Name is { } name ? $"{Printable.Shorten(name)} ({TextOf(answer.Address)})" : TextOf(answer.Address);

    private static string TextOf(IPAddress address) => address.ToString();

    private static string LabelText(HopAnswer? answer) => answer is { Labels.Count: > 0 }
        ? $"  [MPLS: {string.Join(", ", answer.Labels.Select(LabelText))}]"
        : "";

    private static string LabelText(MplsLabel label) => string.Create(
        CultureInfo.InvariantCulture,
        $"L {label.Label} TC {label.TrafficClass} S {(label.IsBottomOfStack ? 1 : 0)} TTL {label.TimeToLive}");
}
