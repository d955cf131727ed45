using Soquete.Benchmarks.DatagramFlows;
using Soquete.Benchmarks.Echo;
using Soquete.Benchmarks.MessageTrips;

namespace Soquete.Benchmarks.Peers;

/// <summary>
/// This program as one end of a measurement, in a process of its own: the counterpart of the programs in C, with the
/// same words after its own.
/// </summary>
internal static class EndProgram
{
    public const string Word = "end";

    /// <summary>The command line up to the words that ends in C take as well.</summary>
    public static IReadOnlyList<string> Command(string kind, string method) =>
        ["dotnet", typeof(EndProgram).Assembly.Location, Word, kind, method];

    /// <summary>
    /// What goes before a .NET server's command line: methods are counted, and compiled for good, from their first
    /// call on. By default that waits for 100 ms in which nothing new is called, again and again; on one core that is
    /// busy it takes eight seconds, after which the figures are those that this gives after half a second.
    /// </summary>
    public static IReadOnlyList<string> CompiledSoon { get; } = ["env", "DOTNET_TC_CallCountingDelayMs=0"];

    public static Task RunAsync(string[] words) => words switch
    {
        [DatagramFlow.Kind, var method, "receive", .. var rest] =>
            FlowEnds.Receiver(method, FlowSettings.Read(rest)).RunAsync(),
        [DatagramFlow.Kind, var method, "send", .. var rest] =>
            FlowEnds.Sender(method, FlowSettings.Read(rest)).RunAsync(),
        [MessageTrip.Kind, var method, "answer", .. var rest] =>
            TripEnds.Answerer(method, TripSettings.Read(rest)).RunAsync(),
        [MessageTrip.Kind, var method, "ask", .. var rest] =>
            TripEnds.Asker(method, TripSettings.Read(rest)).RunAsync(),
        [EchoServer.Kind, var method, .. var rest] => EchoServers.Of(method, EchoSettings.Read(rest)).RunAsync(),
        _ => throw new ArgumentException($"no end is called {string.Join(' ', words)}"),
    };

    /// <summary>Says what whoever started this waits for.</summary>
    public static void SayListening(string address) => Console.Error.WriteLine($"listening on {address}");
}
