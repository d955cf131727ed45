using Soquete.Cli.Verbs;

namespace Soquete.Cli.Services;

/// <summary>A service by its name, and how it is made for a run of the command.</summary>
internal sealed record NamedService(string Name, string Summary, Func<Invocation, Service> Make);

/// <summary>Every service, in the order in which help lists them.</summary>
internal static class ServiceList
{
    public static IReadOnlyList<NamedService> All { get; } =
    [
        new("echo", "sends back what comes (RFC 862)", invocation => new EchoService(invocation)),
        new("discard", "takes what comes, and answers nothing (RFC 863)", _ => new DiscardService()),
        new("chargen", "sends characters without end, or up to 512 for each datagram (RFC 864)",
            invocation => new ChargenService(invocation.Interruption.Stopping)),
        new("daytime", "tells the date and the time as a line (RFC 867)", _ => new AnswerService(Clock.Daytime)),
        new("time", "tells the seconds since 1900 as a number of 32 bits (RFC 868)",
            _ => new AnswerService(Clock.Time)),
    ];

    public static NamedService Find(string name) => All.First(service => service.Name == name);
}
