using Soquete.Cli.Events;
using Soquete.Probing;
using Soquete.Wire.Internet;

namespace Soquete.Cli.Trace;

/// <summary>One object a hop, and one for the path, with the fields that docs/trace.md promises.</summary>
internal sealed class TraceJson(PathTrace trace, TraceOptions options) : TraceReport
{
    private const int Decimals = 4;

    protected override string LineOf(TracedHop hop)
    {
        var answers = hop.Answers.OfType<HopAnswer>().ToList();
        return JsonLine.Of(
            ("event", "hop"), ("ttl", hop.TimeToLive),
            ("answers", answers.Select(FieldsOf)),
            ("lost", hop.Answers.Count - answers.Count),
            ("mtu", hop.Mtu),
            ("reached", hop.IsReached ? true : null), ("unreachable", hop.IsUnreachable ? true : null));
    }

    protected override void Conclude(TracedPath path) => Write(JsonLine.Of(
        ("event", "path"), ("destination", path.Destination.ToString()), ("source", path.Source.ToString()),
        ("method", TraceWords.NameOf(options.Method)), ("size", trace.PacketSize), ("hops", path.Hops.Count),
        ("ending", TraceWords.NameOf(path.Ending)), ("first_mtu", path.FirstMtu), ("mtu", path.Mtu)));

    private static JsonFields FieldsOf(HopAnswer answer) => new(
        ("address", answer.Address.ToString()), ("name", answer.Name),
        ("time_ms", Math.Round(answer.RoundTrip.TotalMilliseconds, Decimals)),
        ("type", (int?)answer.IcmpType), ("code", (int?)answer.IcmpCode), ("annotation", answer.Annotation),
        ("ttl", answer.TimeToLive),
        ("mpls", answer.Labels.Count == 0 ? null : answer.Labels.Select(FieldsOf)));

    private static JsonFields FieldsOf(MplsLabel label) => new(
        ("label", label.Label), ("traffic_class", (int)label.TrafficClass), ("bottom", label.IsBottomOfStack),
        ("ttl", (int)label.TimeToLive));
}
