namespace Soquete.Cli.Map.Watching;

/// <summary>How the rows of a screen are shared out.</summary>
/// <param name="Process">Lines about the process that is opened.</param>
/// <param name="List">Lines of the list.</param>
/// <param name="Link">Lines about the row under the cursor.</param>
internal readonly record struct WatchLayout(int Process, int List, int Link)
{
    public const int ProcessLines = 4;
    public const int LinkLines = 5;

    /// <summary>The title, the heading of the list, and the keys at the bottom.</summary>
    private const int Frame = 3;

    private const int ShortestList = 4;

    public static WatchLayout Of(WatchState state)
    {
        var left = Math.Max(0, state.Size.Rows - Frame);
        if (state.Process is null)
        {
            return new WatchLayout(0, left, 0);
        }

        var process = left - ShortestList >= ProcessLines ? ProcessLines : 0;
        var link = left - process - ShortestList >= LinkLines ? LinkLines : 0;
        return new WatchLayout(process, left - process - link, link);
    }
}
