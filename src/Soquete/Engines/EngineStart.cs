namespace Soquete.Engines;

/// <summary>Starts the engine that options ask for, or the one that can be had.</summary>
internal static class EngineStart
{
    public static Engine Start(EngineOptions options) => Engine.Portable;
}
