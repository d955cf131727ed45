using Soquete.Cli.Verbs.Tour.Reports;

namespace Soquete.Cli.Verbs.Tour.Pages;

/// <summary>The lessons of a stop, each given once, before the first call that it is about.</summary>
internal sealed class LessonPlan(IEnumerable<Lesson> lessons)
{
    private readonly List<Lesson> _left = [.. lessons];

    /// <summary>What is to be said before this report; null for nothing.</summary>
    public string? TakeBefore(string role, Report report)
    {
        if (report is not CallReport { Call: var call }
            || _left.Find(lesson => lesson.IsAbout(role, call)) is not { } found)
        {
            return null;
        }

        _left.Remove(found);
        return found.Text;
    }
}
