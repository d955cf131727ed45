namespace Soquete.Cli.Verbs.Tour.Pages;

/// <summary>How a tour is shown.</summary>
internal abstract class TourPage
{
    /// <summary>Shows a stop that was run.</summary>
    public abstract void Show(StopResult result);

    /// <summary>Shows how all of them ended.</summary>
    public abstract void Summarise(IReadOnlyList<StopResult> results);

    /// <summary>Shows which stops there are.</summary>
    public abstract void List(IReadOnlyList<Stop> stops);
}
