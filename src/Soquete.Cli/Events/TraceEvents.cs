using Soquete.Diagnostics;

namespace Soquete.Cli.Events;

/// <summary>The socket calls that --explain shows.</summary>
internal static class TraceEvents
{
    public static IDisposable Subscribe(EventWriter events) => CallTrace.Subscribe(call => events.Report(Of(call)));

    private static CommandEvent Of(SocketCall call) => new("call", call.ToString())
    {
        Importance = Importance.Asked,
        Fields =
        [
            ("name", call.Name), ("arguments", call.Arguments), ("result", call.Result), ("errno", call.ErrorName),
            ("microseconds", (long)call.Duration.TotalMicroseconds),
        ],
    };
}
