using Soquete.Cli.Events;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map;

/// <summary>What a map has not, told on standard error.</summary>
internal static class GapEvents
{
    public static void Report(ProcessMap map, EventWriter events)
    {
        foreach (var gap in map.Gaps)
        {
            events.Report(Of(gap));
        }
    }

    private static CommandEvent Of(TableGap gap) => new("gap", $"not seen: {gap.What}: {gap.Reason}")
    {
        Fields = [("what", gap.What), ("reason", gap.Reason)],
    };
}
