using Soquete.Addresses;
using Soquete.Cli.Verbs;

namespace Soquete.Cli.Services;

/// <summary>A service by its name.</summary>
/// <param name="Name">What is typed.</param>
/// <param name="Summary">What it does, as the end of a sentence.</param>
/// <param name="Run">Serves at an address until a signal says stop.</param>
internal sealed record NamedService(string Name, string Summary, Func<Invocation, Address, Task> Run)
{
    /// <summary>Whether it never blocks and always waits for its peer, so that it may run on a ring's thread.</summary>
    public bool MayRunInline { get; init; }
}

/// <summary>Every service, in the order in which help lists them.</summary>
internal static class ServiceList
{
    public static IReadOnlyList<NamedService> All { get; } =
    [
        Of("echo", "sends back what comes (RFC 862)", invocation => new EchoService(invocation)) with
        {
            MayRunInline = true,
        },
        Of("discard", "takes what comes, and answers nothing (RFC 863)", _ => new DiscardService()) with
        {
            MayRunInline = true,
        },
        Of("chargen", "sends characters without end, or up to 512 for each datagram (RFC 864)",
            invocation => new ChargenService(invocation.Interruption.Stopping)),
        Of("daytime", "tells the date and the time as a line (RFC 867)", _ => new AnswerService(Clock.Daytime)),
        Of("time", "tells the seconds since 1900 as a number of 32 bits (RFC 868)",
            _ => new AnswerService(Clock.Time)),
        new("bench", "is the other end of 'soquete bench'", BenchServing.ServeBenchAsync) { MayRunInline = true },
    ];

    public static NamedService Find(string name) => All.First(service => service.Name == name);

    private static NamedService Of(string name, string summary, Func<Invocation, Service> make) =>
        new(name, summary, (invocation, address) => invocation.ServeAsync(make(invocation), address));
}
