using System.Globalization;
using Soquete.Addresses;
using Soquete.Benchmarking;

namespace Soquete.Cli.Bench;

/// <summary>What is going to be measured, in a line.</summary>
internal static class PlanText
{
    public static string Of(BenchPlan plan)
    {
        var how = plan.Requests is { } requests ? Of(requests) : Of(plan.Throughput!);
        return $"{plan.Address}: {how}{(plan.Duration is { } time ? ", for " + DurationText.Format(time) : "")}";
    }

    public static string Of(BenchmarkDirection direction) => direction switch
    {
        BenchmarkDirection.Reverse => "reverse", BenchmarkDirection.Both => "both", _ => "forward",
    };

    private static string Of(ThroughputOptions options)
    {
        var way = options.Direction == BenchmarkDirection.Both ? "both ways" : Of(options.Direction);
        var limit = options.Bytes is { } bytes ? $", {bytes} bytes" : "";
        var rate = options.Rate is { } bits ? $", {RateText.Format(bits)}" : "";
        return $"throughput {way}, {Connections(options.Parallel)}{rate}{limit}";
    }

    private static string Of(RequestOptions options)
    {
        var depth = options.Depth == 1 ? "" : $" with {options.Depth} under way";
        var limit = options.Count is { } count ? $", {count} of them" : "";
        var rate = options.Rate is { } each
            ? string.Create(CultureInfo.InvariantCulture, $", {each} a second")
            : "";
        return $"requests of {options.Size} bytes, {Connections(options.Connections)}{depth}{rate}{limit}";
    }

    private static string Connections(int count) => count == 1 ? "1 connection" : $"{count} connections";
}
