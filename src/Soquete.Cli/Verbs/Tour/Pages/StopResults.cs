namespace Soquete.Cli.Verbs.Tour.Pages;

/// <summary>Results, counted.</summary>
internal static class StopResults
{
    public static int CountOf(this IEnumerable<StopResult> results, Verdict verdict) =>
        results.Count(result => result.Outcome.Verdict == verdict);
}
