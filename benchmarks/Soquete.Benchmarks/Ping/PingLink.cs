using System.Globalization;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Ping;

/// <summary>
/// Two namespaces joined by a veth pair (veth(4)): what is measured asks from one, and the other's kernel answers.
/// </summary>
internal sealed class PingLink : IDisposable
{
    /// <summary>The address of the end that answers.</summary>
    public const string Answering = "10.213.0.2";

    private const string AskingWithPrefix = "10.213.0.1/24";

    private readonly string _near = NameOf("near");
    private readonly string _far = NameOf("far");

    public PingLink()
    {
        Ip("netns", "add", _near);
        Ip("netns", "add", _far);
        Ip("link", "add", "near0", "netns", _near, "type", "veth", "peer", "name", "far0", "netns", _far);
        SetUp(_near, "near0", AskingWithPrefix);
        SetUp(_far, "far0", $"{Answering}/24");
    }

    /// <summary>The words that run a program on the near side.</summary>
    public IReadOnlyList<string> Inside(params string[] command) => ["ip", "netns", "exec", _near, .. command];

    public void Dispose()
    {
        Ip("netns", "delete", _near);
        Ip("netns", "delete", _far);
    }

    private static string NameOf(string end) =>
        string.Create(CultureInfo.InvariantCulture, $"sqbench-{Environment.ProcessId}-{end}");

    private static void SetUp(string inside, string device, string address)
    {
        Ip("-n", inside, "link", "set", "lo", "up");
        Ip("-n", inside, "link", "set", device, "up");
        Ip("-n", inside, "address", "add", address, "dev", device);
    }

    private static void Ip(params string[] words)
    {
        var status = Child.Start(["ip", .. words], Nothing.Input, Nothing.Output, Nothing.Errors).Wait();
        if (status != 0)
        {
            throw new MeasurementException($"ip {string.Join(' ', words)}: status {status}; it needs root");
        }
    }
}
