using Soquete.Mapping;

namespace Soquete.Cli.Map.Watching;

/// <summary>Something that the view has to be drawn anew for.</summary>
internal abstract record WatchEvent
{
    /// <summary>A new map.</summary>
    public sealed record Captured(ProcessMap Map) : WatchEvent;

    /// <summary>Keys were pressed.</summary>
    public sealed record Pressed(IReadOnlyList<Key> Keys) : WatchEvent;

    /// <summary>The terminal may have another size (SIGWINCH).</summary>
    public sealed record Resized : WatchEvent;

    /// <summary>The user wants the shell for a while (SIGTSTP).</summary>
    public sealed record Suspended : WatchEvent;

    /// <summary>The process goes on (SIGCONT); what was done to the terminal meanwhile is not known.</summary>
    public sealed record Continued : WatchEvent;
}
