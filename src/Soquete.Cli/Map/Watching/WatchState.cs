namespace Soquete.Cli.Map.Watching;

/// <summary>Everything that the view is drawn from.</summary>
internal sealed record WatchState
{
    /// <summary>How often a map is captured.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    public WatchHistory History { get; init; } = WatchHistory.None;

    /// <summary>The rows that are shown, in their order; made by <see cref="WatchModel"/>.</summary>
    public IReadOnlyList<WatchRow> Rows { get; init; } = [];

    public MapOrder Sort { get; init; }

    public bool IsReversed { get; init; }

    /// <summary>What a row's text has to contain, whatever the case of letters.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Whether keys go into the filter.</summary>
    public bool IsTyping { get; init; }

    public bool ProblemsOnly { get; init; }

    public bool ListenersOnly { get; init; }

    /// <summary>Whether it stands still.</summary>
    public bool IsPaused { get; init; }

    public bool ShowsHelp { get; init; }

    /// <summary>Whether the user has had enough.</summary>
    public bool IsOver { get; init; }

    /// <summary>The processes that were opened, one from another; the last one is shown.</summary>
    public IReadOnlyList<int> Opened { get; init; } = [];

    /// <summary>The row under the cursor, wherever it moves; null before there are rows.</summary>
    public LinkIdentity? Cursor { get; init; }

    /// <summary>The place of that row in <see cref="Rows"/>.</summary>
    public int Index { get; init; }

    /// <summary>The place of the first row that is on the screen.</summary>
    public int Top { get; init; }

    /// <summary>The screen.</summary>
    public (int Rows, int Columns) Size { get; init; } = (24, 80);

    public int? Process => Opened.Count > 0 ? Opened[^1] : null;

    /// <summary>Whether the screen is to be drawn as if nothing were on it: it counts the wishes.</summary>
    public int Redraws { get; init; }
}
