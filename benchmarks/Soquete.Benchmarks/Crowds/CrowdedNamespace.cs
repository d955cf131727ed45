using System.Globalization;
using Soquete.Benchmarks.Peers;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Crowds;

/// <summary>A network namespace with many sockets that do nothing: what is over goes with it.</summary>
internal sealed class CrowdedNamespace : IDisposable
{
    private const int Processes = 500;

    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"sqbench-{Environment.ProcessId}");
    private readonly Dialogue _holders;

    /// <param name="participants">Who has the sockets.</param>
    /// <param name="sockets">How many, half of them of the unix domain and half of TCP.</param>
    /// <param name="over">How many connections are over (TIME-WAIT).</param>
    public CrowdedNamespace(Participants participants, int sockets, int over)
    {
        Run("ip", "netns", "add", _name);
        Run("ip", "-netns", _name, "link", "set", "lo", "up");
        _holders = Dialogue.Start(
            participants, Inside(CProgram.Path("socket-crowd"), "both", $"{sockets}", $"{Processes}"));
        _holders.Hear();
        if (over > 0)
        {
            Run(Inside(CProgram.Path("time-wait"), $"{over}"));
        }
    }

    /// <summary>The words that run a program there.</summary>
    public string[] Inside(params string[] command) => ["ip", "netns", "exec", _name, .. command];

    public void Dispose()
    {
        _holders.Dispose();
        Run("ip", "netns", "delete", _name);
    }

    private static void Run(params string[] words)
    {
        var status = Child.Start(words, Nothing.Input, Nothing.Output, Nothing.Errors).Wait();
        if (status != 0)
        {
            throw new MeasurementException($"{string.Join(' ', words)}: status {status}; it needs root");
        }
    }
}
