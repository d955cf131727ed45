using Soquete.Mapping;

namespace Soquete.Cli.Map.Watching;

/// <summary>
/// What becomes of the view with each map, each key and each new size. Pure: it draws and reads nothing.
/// </summary>
internal static class WatchModel
{
    /// <summary>The shortest time for which what came or went stays marked.</summary>
    private static readonly TimeSpan ShortestLinger = TimeSpan.FromSeconds(3);

    private const int LongestFilter = 100;

    public static WatchState Take(WatchState state, ProcessMap map)
    {
        if (state.IsPaused)
        {
            return state;
        }

        var linger = 2 * state.Interval > ShortestLinger ? 2 * state.Interval : ShortestLinger;
        return Arrange(state with { History = state.History.Next(map, linger) });
    }

    /// <summary>The terminal has another size; nonsense, such as 0, is taken as what is usual.</summary>
    public static WatchState Resize(WatchState state, (int Rows, int Columns) size) => MoveTo(
        state with { Size = (size.Rows > 0 ? size.Rows : 24, size.Columns > 0 ? size.Columns : 80) }, state.Index);

    public static WatchState Press(WatchState state, Key key) => key.Kind switch
    {
        KeyKind.Leave => state with { IsOver = true },
        KeyKind.Redraw => state with { Redraws = state.Redraws + 1 },
        _ when state.ShowsHelp => state with { ShowsHelp = false },
        KeyKind.Up => MoveTo(state, state.Index - 1),
        KeyKind.Down => MoveTo(state, state.Index + 1),
        KeyKind.PageUp => MoveTo(state, state.Index - PageOf(state)),
        KeyKind.PageDown => MoveTo(state, state.Index + PageOf(state)),
        KeyKind.Home => MoveTo(state, 0),
        KeyKind.End => MoveTo(state, state.Rows.Count - 1),
        _ when state.IsTyping => Type(state, key),
        KeyKind.Enter => Open(state),
        KeyKind.Escape or KeyKind.Backspace => Back(state),
        KeyKind.Text => Command(state, key.Character.Value),
        _ => state,
    };

    private static WatchState Command(WatchState state, int character) => character switch
    {
        'q' => state with { IsOver = true },
        '?' or 'h' => state with { ShowsHelp = true },
        '/' => state with { IsTyping = true },
        ' ' => state with { IsPaused = !state.IsPaused },
        'p' => Arrange(state with { ProblemsOnly = !state.ProblemsOnly }),
        'l' => Arrange(state with { ListenersOnly = !state.ListenersOnly }),
        'r' => Arrange(state with { IsReversed = !state.IsReversed }),
        's' => Arrange(state with { Sort = OrderAt(Array.IndexOf(MapOrders.OfWatching, state.Sort) + 1) }),
        >= '1' and <= '6' => Arrange(state with { Sort = OrderAt(character - '1') }),
        'k' => MoveTo(state, state.Index - 1),
        'j' => MoveTo(state, state.Index + 1),
        _ => state,
    };

    private static MapOrder OrderAt(int place) => MapOrders.OfWatching[place % MapOrders.OfWatching.Length];

    private static WatchState Type(WatchState state, Key key) => key.Kind switch
    {
        KeyKind.Enter => state with { IsTyping = false },
        KeyKind.Escape => Arrange(state with { IsTyping = false, Filter = "" }),
        KeyKind.Clear => Arrange(state with { Filter = "" }),
        KeyKind.Backspace => Arrange(state with { Filter = Shortened(state.Filter) }),
        KeyKind.Text when state.Filter.Length < LongestFilter =>
            Arrange(state with { Filter = state.Filter + key.Character }),
        _ => state,
    };

    /// <summary>Opens a process of the row under the cursor: the one that is not open yet.</summary>
    private static WatchState Open(WatchState state)
    {
        if (state.Index >= state.Rows.Count)
        {
            return state;
        }

        var row = state.Rows[state.Index];
        foreach (var holder in row.From.Holders.Concat(row.To?.Holders ?? []))
        {
            if (holder.Process.Id != state.Process)
            {
                return Arrange(state with { Opened = [.. state.Opened, holder.Process.Id] });
            }
        }

        return state;
    }

    private static WatchState Back(WatchState state) =>
        state.Opened.Count > 0 ? Arrange(state with { Opened = [.. state.Opened.SkipLast(1)] })
        : state.Filter.Length > 0 ? Arrange(state with { Filter = "" })
        : state;

    private static string Shortened(string filter)
    {
        var last = filter.Length > 1 && char.IsLowSurrogate(filter[^1]) ? 2 : 1;
        return filter.Length == 0 ? filter : filter[..^last];
    }

    /// <summary>Chooses and sorts the rows; the cursor stays on its row where that is still there.</summary>
    private static WatchState Arrange(WatchState state)
    {
        var rows = state.History.Rows.Where(row => IsShown(state, row)).ToArray();
        Array.Sort(rows, new WatchOrder(state.Sort, state.IsReversed));
        var place = Array.FindIndex(rows, row => row.Identity == state.Cursor);
        return MoveTo(state with { Rows = rows }, place >= 0 ? place : state.Index);
    }

    private static bool IsShown(WatchState state, WatchRow row) =>
        (state.Process is not { } process || row.IsOf(process))
        && (!state.ProblemsOnly || row.Problems > 0)
        && (!state.ListenersOnly || (row.Edge is null && row.From.Role is MapRole.Listener or MapRole.Bound))
        && (state.Filter.Length == 0 || row.Text.Contains(state.Filter, StringComparison.OrdinalIgnoreCase));

    /// <summary>Puts the cursor on a row, and the screen where that row is on it.</summary>
    private static WatchState MoveTo(WatchState state, int index)
    {
        var place = Math.Clamp(index, 0, Math.Max(0, state.Rows.Count - 1));
        var page = PageOf(state);
        var lowest = Math.Max(0, state.Rows.Count - page);
        var top = Math.Clamp(state.Top, Math.Max(0, place - page + 1), place);
        return state with
        {
            Index = place,
            Top = Math.Min(top, Math.Max(lowest, 0)),
            Cursor = place < state.Rows.Count ? state.Rows[place].Identity : state.Cursor,
        };
    }

    private static int PageOf(WatchState state) => Math.Max(1, WatchLayout.Of(state).List);
}
