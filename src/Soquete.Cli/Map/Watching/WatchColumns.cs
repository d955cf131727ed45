namespace Soquete.Cli.Map.Watching;

/// <summary>How wide each column of the list is on a screen of some width; 0 where there is no room for it.</summary>
/// <param name="Process">The processes at each end.</param>
/// <param name="Scheme">What joins them.</param>
/// <param name="Name">The names of each end.</param>
/// <param name="Figure">The queue, and the rate.</param>
/// <param name="Back">The rate of the other way; where there is no room, both are one figure.</param>
/// <param name="Problem">What is wrong.</param>
internal readonly record struct WatchColumns(int Process, int Scheme, int Name, int Figure, int Back, int Problem)
{
    public const int Mark = 2;
    public const int Arrow = 2;

    private const int WideEnoughForFigures = 76;
    private const int WideEnoughForBothRates = 96;
    private const int WideEnoughForProblems = 110;
    private const int WideEnoughForNames = 52;

    public static WatchColumns Of(int width)
    {
        var figure = width >= WideEnoughForFigures ? Amount.Widest + 1 : 0;
        var back = width >= WideEnoughForBothRates ? figure : 0;
        var problem = width >= WideEnoughForProblems ? width / 6 : 0;
        var scheme = width >= WideEnoughForNames ? 7 : 0;
        var left = width - Mark - Arrow - Blanked(scheme) - (2 * Blanked(figure)) - Blanked(back) - problem;
        if (width < WideEnoughForNames)
        {
            return new WatchColumns(Math.Max(1, (left / 2) - 1), 0, 0, figure, back, problem);
        }

        // A process and a name at each end, a blank behind each; names are longer.
        var process = Math.Clamp(left / 5, 8, 24);
        return new WatchColumns(process, scheme, Math.Max(1, (left / 2) - process - 2), figure, back, problem);
    }

    private static int Blanked(int column) => column == 0 ? 0 : column + 1;
}
