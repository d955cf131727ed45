namespace Soquete.Cli.Verbs.Tour;

/// <summary>How a stop, or one part of it, ended.</summary>
internal enum Verdict
{
    Ok,

    /// <summary>This machine or this user cannot run it; nothing is wrong with what it shows.</summary>
    Skipped,

    Failed,
}

/// <summary>How it ended, and why it did not end well.</summary>
internal sealed record Outcome(Verdict Verdict, string? Reason = null)
{
    public static Outcome Ok { get; } = new(Verdict.Ok);

    public static Outcome Failed(string reason) => new(Verdict.Failed, reason);

    /// <summary><c>ok</c>, <c>skipped</c> or <c>failed</c>.</summary>
    public string Word => WordOf(Verdict);

    public static string WordOf(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "ok",
        Verdict.Skipped => "skipped",
        _ => "failed",
    };

    public static Outcome Of(string word, string? reason) => new(
        word switch { "ok" => Verdict.Ok, "skipped" => Verdict.Skipped, _ => Verdict.Failed }, reason);

    /// <summary><c>ok</c>, or <c>failed: reason</c>.</summary>
    public override string ToString() => Reason is null ? Word : $"{Word}: {Reason}";
}
