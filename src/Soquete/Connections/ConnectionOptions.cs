using Soquete.Engines;

namespace Soquete.Connections;

/// <summary>How connections are driven: those that a listener accepts, or one that is made.</summary>
public sealed record ConnectionOptions
{
    /// <summary>What drives them; <see cref="Engine.Default"/> unless told otherwise.</summary>
    public Engine? Engine { get; init; }

    /// <summary>Where what is awaited on them goes on.</summary>
    public Execution Execution { get; init; } = Execution.ThreadPool;

    /// <summary>The engine, with the execution that is wanted of it.</summary>
    internal Engine Driver => (Engine ?? Engine.Default).Running(Execution);
}
