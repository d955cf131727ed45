namespace Soquete.Cli.Map.Watching;

/// <summary>The keys, and what the map has not.</summary>
internal static class HelpLines
{
    private static readonly (string Keys, string Meaning)[] Keys =
    [
        ("↑ ↓ k j", "move by a row"),
        ("PgUp PgDn Home End", "move further"),
        ("Enter", "open a process of the row: its connections, command line, unit, figures of TCP"),
        ("Esc", "back to where you came from; then the filter goes"),
        ("/", "type a filter; Enter keeps it, Esc drops it"),
        ("s, 1 to 6", "sort by name, pid, scheme, queue, rate, problems"),
        ("r", "the order reversed"),
        ("p", "rows with problems alone"),
        ("l", "listeners and bound sockets alone"),
        ("space", "stand still"),
        ("Ctrl-L", "draw everything anew"),
        ("q, Ctrl-C", "leave"),
    ];

    public static IEnumerable<string> Of(WatchState state)
    {
        foreach (var (keys, meaning) in Keys)
        {
            yield return new ScreenLine(state.Size.Columns).Add("  ").Field(keys, 20, ScreenLine.Bold).Add(meaning)
                .ToString();
        }

        yield return "";
        yield return new ScreenLine(state.Size.Columns)
            .Add("  + came, − went a moment ago; → connected to, = a pair, » one way, … not accepted yet")
            .ToString();
        foreach (var gap in state.History.Map?.Gaps ?? [])
        {
            yield return new ScreenLine(state.Size.Columns)
                .Add($"  not seen: {gap.What}: {gap.Reason}", ScreenLine.Yellow).ToString();
        }
    }
}
