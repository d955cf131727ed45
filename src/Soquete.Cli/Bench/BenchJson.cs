using Soquete.Benchmarking;
using Soquete.Cli.Events;

namespace Soquete.Cli.Bench;

/// <summary>One object a line, with the fields that docs/bench.md promises.</summary>
internal sealed class BenchJson(bool isQuiet) : BenchReport
{
    protected override void Tell(BenchmarkProgress progress)
    {
        if (!isQuiet)
        {
            Write(
            [
                ("event", "interval"), ("warm_up", progress.IsWarmUp ? true : null),
                ("start_s", BenchFields.Seconds(progress.Start)), ("seconds", BenchFields.Seconds(progress.Duration)),
                ("bytes_sent", progress.BytesSent), ("bytes_received", progress.BytesReceived),
                ("bits_per_second_sent", Math.Round(progress.BitsPerSecondSent)),
                ("bits_per_second_received", Math.Round(progress.BitsPerSecondReceived)),
                .. progress.Latency is null ? [] : RequestFields(progress),
                ("lost", progress.Lost > 0 ? progress.Lost : null), ("tcp", BenchFields.Of(progress.Tcp)),
            ]);
        }
    }

    protected override void Conclude(BenchmarkResult result) => Write(result switch
    {
        ThroughputResult throughput =>
            [("event", "throughput"), .. Common(result), .. FieldsOf(throughput), .. Rest(result)],
        RequestResult requests => [("event", "requests"), .. Common(result), .. FieldsOf(requests), .. Rest(result)],
        _ => Common(result),
    });

    private static (string Name, object? Value)[] RequestFields(BenchmarkProgress progress) =>
    [
        ("completed", progress.Completed), ("requests_per_second", Math.Round(progress.RequestsPerSecond, 1)),
        ("latency", progress.Completed > 0 ? BenchFields.Of(progress.Latency!) : null),
    ];

    private static (string Name, object? Value)[] Common(BenchmarkResult result) =>
    [
        ("address", result.Address.ToString()),
        ("peer", result.Peer == BenchmarkPeer.Echo ? "echo" : "server"), ("engine", result.Engine),
        ("ending", result.Ending switch
        {
            BenchmarkEnding.Cancelled => "interrupted", BenchmarkEnding.Failed => "failed", _ => "completed",
        }),
        ("seconds", BenchFields.Seconds(result.Duration)),
    ];

    private static (string Name, object? Value)[] FieldsOf(ThroughputResult result) =>
    [
        ("direction", PlanText.Of(result.Direction)), ("block", result.BlockBytes),
        ("forward", BenchFields.Of(result.Forward)), ("reverse", BenchFields.Of(result.Reverse)),
    ];

    private static (string Name, object? Value)[] FieldsOf(RequestResult result) =>
    [
        ("size", result.Size), ("depth", result.Depth), ("rate", result.Rate), ("completed", result.Completed),
        ("requests_per_second", Math.Round(result.RequestsPerSecond, 1)), ("lost", result.Lost),
        ("unsent", result.Unsent), ("latency", BenchFields.Of(result.Latency)),
        ("service_time", BenchFields.Of(result.ServiceTime)),
        ("histogram", HistogramRows.Of(result.Latency).Select(BenchFields.Of).ToArray()),
    ];

    private static (string Name, object? Value)[] Rest(BenchmarkResult result) =>
    [
        ("cpu", BenchFields.Of(result.LocalCpu, result.Duration)),
        ("remote_cpu", result.RemoteCpu is { } remote ? BenchFields.Of(remote, result.Duration) : null),
        ("connections", result.Connections.Select(BenchFields.Of).ToArray()),
    ];

    private static void Write(IEnumerable<(string Name, object? Value)> fields) => Write(JsonLine.Of(fields) + "\n");
}
