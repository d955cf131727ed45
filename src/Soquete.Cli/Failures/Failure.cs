namespace Soquete.Cli.Failures;

/// <summary>How a run failed: its exit status and the line that says so.</summary>
/// <param name="Status">What the shell is told.</param>
/// <param name="Line">One line without the command's name, or null where silence is right.</param>
internal sealed record Failure(ExitStatus Status, string? Line)
{
    /// <summary>What a program would want to know beside the line.</summary>
    public IReadOnlyList<(string Name, object? Value)> Fields { get; init; } = [];
}
