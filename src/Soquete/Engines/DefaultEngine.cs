namespace Soquete.Engines;

/// <summary>The engine that the environment asks for.</summary>
internal static class DefaultEngine
{
    public const string Variable = "SOQUETE_ENGINE";

    private static readonly Lazy<Engine> Lazy = new(() => Start(Environment.GetEnvironmentVariable(Variable)));

    public static Engine Instance => Lazy.Value;

    private static Engine Start(string? name) => name switch
    {
        null or "" or "portable" => Engine.Portable,
        "auto" => Engine.Start(new EngineOptions { Kind = EngineKind.Auto }),
        "io_uring" => Engine.Start(new EngineOptions { Kind = EngineKind.IoUring }),
        _ => throw new SoqueteException(
            FailureKind.Usage, name, $"no engine has this name ({Variable}: auto, portable, io_uring)"),
    };
}
