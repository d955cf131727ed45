namespace Soquete.Cli.Arguments;

/// <summary>An argument that stands by its place.</summary>
internal sealed record ArgumentDefinition(string Name, string Summary)
{
    public bool IsOptional { get; init; }

    /// <summary>Whether any number of words can stand here; the last argument alone can have this.</summary>
    public bool Repeats { get; init; }

    public Candidates Candidates { get; init; }

    /// <summary>The words that can stand here, for <see cref="Candidates.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public string Usage => (IsOptional ? $"[{Name}]" : Name) + (Repeats ? "..." : "");
}
