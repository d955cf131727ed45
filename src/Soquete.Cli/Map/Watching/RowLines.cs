using Soquete.Mapping;

namespace Soquete.Cli.Map.Watching;

/// <summary>The lines of the list, and their heading.</summary>
internal static class RowLines
{
    public static string Heading(WatchState state)
    {
        var (line, columns) = (new ScreenLine(state.Size.Columns), WatchColumns.Of(state.Size.Columns));
        line.Add(new string(' ', WatchColumns.Mark), ScreenLine.Reverse);
        Field("PROCESS", columns.Process);
        Field("SCHEME", columns.Scheme);
        Field("NAME", columns.Name);
        Field("", WatchColumns.Arrow - 1);
        Field("NAME", columns.Name);
        Field("PROCESS", columns.Process);
        Figure("QUEUE", columns.Figure);
        Figure(columns.Back > 0 ? "→ B/s" : "B/s", columns.Figure);
        Figure("← B/s", columns.Back);
        return line.Add(columns.Problem > 0 ? "PROBLEM" : "", ScreenLine.Reverse).Fill(ScreenLine.Reverse).ToString();

        void Field(string name, int cells) =>
            line.Add(cells > 0 ? ScreenText.Left(name, cells) + " " : "", ScreenLine.Reverse);

        void Figure(string name, int cells) =>
            line.Add(cells > 0 ? ScreenText.Right(name, cells) + " " : "", ScreenLine.Reverse);
    }

    public static string Of(WatchState state, WatchRow row, bool isUnderCursor)
    {
        var columns = WatchColumns.Of(state.Size.Columns);
        var style = isUnderCursor ? ScreenLine.Reverse : StyleOf(row.Mark);
        var line = new ScreenLine(state.Size.Columns).Add(ScreenText.Left(SignOf(row.Mark), WatchColumns.Mark), style);
        Field(HoldersOf(row.From), columns.Process);
        Field(row.From.Scheme, columns.Scheme);
        Field(NameOf(row.From), columns.Name);
        Field(ArrowOf(row.Edge), WatchColumns.Arrow - 1);
        Field(row.To is null ? StateOf(row.From) : NameOf(row.To), columns.Name);
        Field(row.To is null ? "" : HoldersOf(row.To), columns.Process);
        Figure(QueueOf(row), columns.Figure);
        Figure(Amount.OfRate(columns.Back > 0 ? row.Forward : row.Rate), columns.Figure);
        Figure(Amount.OfRate(row.Back), columns.Back);
        if (row.Problems > 0)
        {
            line.Add(ProblemsOf(row), isUnderCursor ? ScreenLine.Reverse : style ?? ScreenLine.Yellow);
        }

        return (isUnderCursor ? line.Fill(style) : line).ToString();

        void Field(string text, int cells) => line.Add(cells > 0 ? ScreenText.Left(text, cells) + " " : "", style);

        void Figure(string text, int cells) => line.Add(cells > 0 ? ScreenText.Right(text, cells) + " " : "", style);
    }

    /// <summary>An end without its scheme, which stands in a column of its own.</summary>
    public static string NameOf(MapEnd end)
    {
        var label = MapLabel.Of(end);
        return label.StartsWith(end.Scheme, StringComparison.Ordinal) ? label[end.Scheme.Length..].TrimStart() : label;
    }

    public static string HoldersOf(MapEnd end) =>
        end.Holders.Count > 1 ? $"{MapLabel.Of(end.Holders[0].Process)} +{end.Holders.Count - 1}"
        : MapLabel.Holders(end);

    public static string ArrowOf(MapEdge? edge) => edge switch
    {
        null => "",
        { IsWaiting: true } => "…",
        { IsDirected: false } => "=",
        { IsOneWay: true } => "»",
        _ => "→",
    };

    private static string SignOf(WatchMark mark) => mark switch
    {
        WatchMark.New => "+",
        WatchMark.Gone => "−",
        _ => "",
    };

    private static string? StyleOf(WatchMark mark) => mark switch
    {
        WatchMark.New => ScreenLine.Green,
        WatchMark.Gone => ScreenLine.FaintRed,
        _ => null,
    };

    private static string StateOf(MapEnd end) => end.Role switch
    {
        MapRole.Listener => "listens",
        MapRole.Bound => "bound",
        _ => "alone",
    };

    private static string QueueOf(WatchRow row) => row.From is { Role: MapRole.Listener, Socket: { } socket }
        ? $"{socket.ReceiveQueue}/{socket.SendQueue}"
        : Amount.Of(row.Queue);

    private static string ProblemsOf(WatchRow row) =>
        string.Join("; ", row.From.Problems.Concat(row.To?.Problems ?? []).Select(problem => problem.Detail));
}
