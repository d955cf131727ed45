using System.Globalization;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Capture;

/// <summary>
/// Two network namespaces joined by a pair of virtual Ethernet devices: frames are put on one end and captured on the
/// other, and nothing else speaks there.
/// </summary>
internal sealed class CapturedLink : IDisposable
{
    /// <summary>The interface that is captured on.</summary>
    public const string Captured = "captured0";

    /// <summary>The interface that frames are put on.</summary>
    public const string Flooded = "flooded0";

    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"sqbench-{Environment.ProcessId}");

    public CapturedLink()
    {
        Run("netns", "add", NameOf(Flooded));
        Run("netns", "add", NameOf(Captured));
        Run(
            "link", "add", Flooded, "netns", NameOf(Flooded), "type", "veth", "peer", "name", Captured, "netns",
            NameOf(Captured));
        foreach (var end in (string[])[Flooded, Captured])
        {
            Run("-netns", NameOf(end), "link", "set", end, "addrgenmode", "none");
            Run("-netns", NameOf(end), "link", "set", end, "up");
        }
    }

    /// <summary>The words of a command that runs where an interface is.</summary>
    public IReadOnlyList<string> At(string end, IEnumerable<string> command) =>
        ["ip", "netns", "exec", NameOf(end), .. command];

    public void Dispose()
    {
        Run("netns", "delete", NameOf(Flooded));
        Run("netns", "delete", NameOf(Captured));
    }

    private static void Run(params string[] words)
    {
        var status = Child.Start(["ip", .. words], Nothing.Input, Nothing.Output, Nothing.Errors).Wait();
        if (status != 0)
        {
            throw new MeasurementException($"ip {string.Join(' ', words)}: status {status}; it needs root");
        }
    }

    private string NameOf(string end) => $"{_name}-{end}";
}
