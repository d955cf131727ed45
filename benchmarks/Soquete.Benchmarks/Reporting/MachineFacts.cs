using System.Runtime.InteropServices;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Reporting;

/// <summary>One thing about the machine or a contender that figures depend on.</summary>
internal sealed record Fact(string Name, string Value);

/// <summary>What the figures depend on.</summary>
internal static class MachineFacts
{
    public static async Task<IReadOnlyList<Fact>> GatherAsync() =>
    [
        new("kernel", $"Linux {Kernel()}, {RuntimeInformation.ProcessArchitecture}"),
        new("processor", $"{Processor()}, {Environment.ProcessorCount} cores"),
        new("runtime of the harness", $"{RuntimeInformation.FrameworkDescription}"),
        new("command", await FirstLineAsync(Command.Native, "--version", "soquete")),
        new("socat", await FirstLineAsync("socat", "-V", "socat version")),
        new("ncat", await FirstLineAsync("ncat", "--version", "Ncat:")),
        new("iperf3", await FirstLineAsync("iperf3", "--version", "iperf")),
        new("nc", await FirstLineAsync("nc", "-h", "OpenBSD")),
    ];

    private static string Kernel() => File.ReadAllText("/proc/sys/kernel/osrelease").Trim();

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':', 2)[1].Trim() ?? "unknown";

    /// <summary>The line that begins so; nc and ncat write theirs to different descriptors.</summary>
    private static async Task<string> FirstLineAsync(string program, string option, string beginning)
    {
        using var output = Pipe.Open();
        try
        {
            var child = Child.Start([program, option], Nothing.Input, output.Writer, output.Writer);
            output.Writer.Dispose();
            using var reader = new StreamReader(output.OpenReader());
            var text = await reader.ReadToEndAsync();
            child.Wait();
            var line = text.Split('\n').FirstOrDefault(one => one.StartsWith(beginning, StringComparison.Ordinal));
            return line?.Trim() ?? "unknown version";
        }
        catch (MeasurementException e)
        {
            return e.Message;
        }
    }
}
