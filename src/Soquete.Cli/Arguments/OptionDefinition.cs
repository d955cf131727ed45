namespace Soquete.Cli.Arguments;

/// <summary>An option: <c>--name</c>, or <c>--name VALUE</c> where it has a <see cref="ValueSyntax"/>.</summary>
internal sealed record OptionDefinition(string Name, string Summary)
{
    /// <summary>The letter of the short form; only options without a value have one, so that letters combine.</summary>
    public char? Letter { get; init; }

    /// <summary>How the value is written, such as <c>DURATION</c>; null for an option that is there or not.</summary>
    public string? ValueSyntax { get; init; }

    /// <summary>What holds when the option is not given, where that needs saying.</summary>
    public string? Default { get; init; }

    public Candidates Candidates { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    public bool TakesValue => ValueSyntax is not null;

    public string LongForm => "--" + Name;

    /// <summary>The option as a person types it: <c>-q, --quiet</c> or <c>--timeout DURATION</c>.</summary>
    public string Usage =>
        (Letter is { } letter ? $"-{letter}, " : "") + LongForm + (TakesValue ? " " + ValueSyntax : "");

    /// <summary>The summary with the default behind it.</summary>
    public string FullSummary => Default is null ? Summary : $"{Summary} (default {Default})";
}
