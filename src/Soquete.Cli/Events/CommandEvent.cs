namespace Soquete.Cli.Events;

/// <summary>Who is to see an event.</summary>
internal enum Importance
{
    /// <summary>Everyone who did not say --quiet.</summary>
    Normal,

    /// <summary>Those who said --verbose.</summary>
    Detail,

    /// <summary>Everyone: it was asked for by an option of its own.</summary>
    Asked,
}

/// <summary>Something that happened, for people as a line and for programs as an object with named fields.</summary>
internal sealed record CommandEvent(string Name, string Line)
{
    public Importance Importance { get; init; }

    /// <summary>The fields of the JSON object behind "event"; one that is null is left out.</summary>
    public IReadOnlyList<(string Name, object? Value)> Fields { get; init; } = [];
}
