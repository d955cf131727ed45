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
