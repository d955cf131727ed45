using Soquete.Engines;

namespace Soquete.Cli.Events;

/// <summary>What drives the sockets.</summary>
internal static class EngineEvents
{
    /// <summary>Which it is, and why it is not the one that would have been taken.</summary>
    public static CommandEvent Started(Engine engine) => new("engine", $"engine {engine}")
    {
        Importance = Importance.Detail,
        Fields = [("name", engine.Name), ("fallback", engine.FallbackReason)],
    };
}
