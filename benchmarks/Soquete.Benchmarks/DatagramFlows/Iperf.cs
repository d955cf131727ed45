using System.Text.Json;
using Soquete.Benchmarks.Flows;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>
/// iperf3 -u, as fast as it can: it has no credit, and loses what the receiver cannot take. Its processes are counted
/// from their start to their end, which is some milliseconds more than the flow.
/// </summary>
internal static class Iperf
{
    public static Sample Measure(int bytes, long milliseconds)
    {
        using var participants = new Participants(countsThisProcess: false);
        var port = $"{Loopback.FreePort()}";
        var server = participants.StartTalkativeListener(["iperf3", "-s", "-1", "--forceflush", "-p", port]);
        using var output = Pipe.Open();
        var client = participants.Start(
        [
            "iperf3", "-c", "127.0.0.1", "-p", port, "-u", "-b", "0", "-l", $"{bytes}", "--json",
            "-t", $"{Math.Max(1, milliseconds / 1000)}",
        ], output: output.Writer);
        output.Writer.Dispose();
        using var report = ReadReport(output);
        participants.RequireSuccess();
        var sum = report.RootElement.GetProperty("end").GetProperty("sum");
        var packets = sum.GetProperty("packets").GetInt64();
        var received = packets - sum.GetProperty("lost_packets").GetInt64();
        var wall = TimeSpan.FromSeconds(sum.GetProperty("seconds").GetDouble());
        return new Sample(received, wall, client.Cpu + server.Cpu)
        {
            Flow = new FlowSample(packets, client.Cpu, server.Cpu),
        };
    }

    private static JsonDocument ReadReport(Pipe output)
    {
        using var reader = output.OpenReader();
        try
        {
            return JsonDocument.Parse(reader);
        }
        catch (JsonException)
        {
            throw new MeasurementException("iperf3 wrote no report");
        }
    }
}
