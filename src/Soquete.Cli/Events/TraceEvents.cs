using Soquete.Diagnostics;

namespace Soquete.Cli.Events;

/// <summary>The socket calls that --explain shows.</summary>
internal static class TraceEvents
{
    public static void Tell(SocketCall call, EventWriter events) => events.Report(new CommandEvent("call", call.ToString())
    {
        Importance = Importance.Asked,
        Fields =
        [
            ("name", call.Name), ("arguments", call.Arguments), ("result", call.Result), ("errno", call.ErrorName),
            ("microseconds", (long)call.Duration.TotalMicroseconds),
        ],
    });
}
