using System.Globalization;

namespace Soquete.Cli.Map.Watching;

/// <summary>The lines of the screen. Pure: the same state gives the same lines.</summary>
internal static class WatchView
{
    /// <summary>As many lines as the screen has rows, none wider than it.</summary>
    public static IReadOnlyList<string> Lines(WatchState state)
    {
        var lines = new List<string> { Title(state) };
        lines.AddRange(state.ShowsHelp ? HelpLines.Of(state) : Body(state));
        var last = Math.Max(0, state.Size.Rows - 1);
        while (lines.Count < last)
        {
            lines.Add("");
        }

        return [.. lines.Take(last), Bottom(state)];
    }

    private static IEnumerable<string> Body(WatchState state)
    {
        var layout = WatchLayout.Of(state);
        foreach (var line in Exactly(layout.Process, layout.Process > 0 ? ProcessLines.Of(state) : []))
        {
            yield return line;
        }

        yield return RowLines.Heading(state);
        foreach (var line in Exactly(layout.List, ListLines(state)))
        {
            yield return line;
        }

        foreach (var line in Exactly(layout.Link, layout.Link > 0 ? LinkLines.Of(state) : []))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Exactly(int count, IEnumerable<string> lines) =>
        lines.Concat(Enumerable.Repeat("", count)).Take(count);

    private static IEnumerable<string> ListLines(WatchState state)
    {
        if (state.Rows.Count == 0)
        {
            var nothing = state.History.Map is null ? "reading …" : "nothing that fits";
            yield return new ScreenLine(state.Size.Columns).Add("  ").Add(nothing, ScreenLine.Faint).ToString();
        }

        for (var index = state.Top; index < state.Rows.Count; index++)
        {
            yield return RowLines.Of(state, state.Rows[index], isUnderCursor: index == state.Index);
        }
    }

    private static string Title(WatchState state)
    {
        var line = new ScreenLine(state.Size.Columns);
        if (state.History.Map is not { } map)
        {
            return line.Add("soquete map", ScreenLine.Bold).ToString();
        }

        var (came, went) = (state.History.Count(WatchMark.New), state.History.Count(WatchMark.Gone));
        line.Add(map.CapturedAt.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture), ScreenLine.Bold)
            .Add(state.IsPaused ? " PAUSED" : "", ScreenLine.Yellow)
            .Add($"  {state.Rows.Count} of {state.History.Rows.Count} rows, {map.Processes.Count} processes")
            .Add(came > 0 ? $"  +{came}" : "", ScreenLine.Green)
            .Add(went > 0 ? $"  −{went}" : "", ScreenLine.FaintRed)
            .Add($"  by {MapOrders.NameOf(state.Sort)}{(state.IsReversed ? ", reversed" : "")}", ScreenLine.Faint)
            .Add(state.ProblemsOnly ? "  problems only" : "", ScreenLine.Yellow)
            .Add(state.ListenersOnly ? "  listeners only" : "", ScreenLine.Yellow)
            .Add(map.Gaps.Count > 0 ? $"  {map.Gaps.Count} not seen (?)" : "", ScreenLine.Yellow);
        return line.ToString();
    }

    private static string Bottom(WatchState state)
    {
        var line = new ScreenLine(state.Size.Columns);
        if (state.IsTyping || state.Filter.Length > 0)
        {
            line.Add("/", ScreenLine.Bold).Add(state.Filter, ScreenLine.Bold).Add(state.IsTyping ? "_" : "").Add("  ");
        }

        var keys = state.ShowsHelp ? "any key goes back"
            : state.IsTyping ? "Enter keep  Esc drop"
            : state.Process is not null
                ? "Esc back  Enter the other process  q leave  ? help"
                : "q leave  / filter  s sort  Enter open  p problems  l listeners  space pause  ? help";
        return line.Add(keys, ScreenLine.Faint).ToString();
    }
}
