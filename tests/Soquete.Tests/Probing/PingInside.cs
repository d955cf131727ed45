using Soquete.Probing;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Probing;

/// <summary>What a run told, and its summary.</summary>
internal sealed record PingOutcome(Pinger Pinger, IReadOnlyList<PingEvent> Events, PingSummary Summary)
{
    public int Count(PingEventKind kind) => Events.Count(what => what.Kind == kind);

    public PingEvent Single(PingEventKind kind) => Assert.Single(Events, what => what.Kind == kind);
}

/// <summary>Pings from a namespace: the socket is opened inside, and used from outside.</summary>
internal static class PingInside
{
    /// <summary>No answer is so late on a link between namespaces, however busy the machine is.</summary>
    public static readonly PingOptions Patient = new()
    {
        Count = 1, Interval = TimeSpan.FromMilliseconds(10), Timeout = Limits.Event,
    };

    /// <summary>For requests that nobody answers.</summary>
    public static readonly PingOptions Brief = Patient with { Timeout = TimeSpan.FromMilliseconds(200) };

    public static Task<Pinger> OpenAsync(this NetworkNamespace inside, string target, PingOptions options) =>
        inside.RunAsync(() => Pinger.OpenAsync(PingTarget.Parse(target), options).AsTask());

    public static async Task<PingOutcome> PingAsync(
        this NetworkNamespace inside, string target, PingOptions? options = null)
    {
        using var pinger = await inside.OpenAsync(target, options ?? Patient);
        var events = new List<PingEvent>();
        var summary = await pinger.RunAsync(events.Add).AtLast();
        return new PingOutcome(pinger, events, summary);
    }

    /// <summary>Sets what the calling thread's namespace is ruled by (sysctl(8)).</summary>
    public static void Set(this NetworkNamespace inside, string name, string value) =>
        inside.Run(() => File.WriteAllText($"/proc/sys/net/{name}", value));
}
