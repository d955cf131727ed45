using Soquete.Engines;

namespace Soquete.Connections;

/// <summary>How connections are driven: those that a listener accepts, or one that is made.</summary>
public sealed record ConnectionOptions
{
    /// <summary>What drives them; <see cref="Engine.Default"/> unless told otherwise.</summary>
    public Engine? Engine { get; init; }

    /// <summary>Where what is awaited on them goes on.</summary>
    public Execution Execution { get; init; } = Execution.ThreadPool;

    /// <summary>
    /// Whether bytes may be received before they are asked for, which costs less. Over TCP, and once
    /// <see cref="Streams.StreamConnection.Input"/> is used, that is so anyway. In the unix domain descriptors that
    /// come with bytes received so are lost: this is for connections that do not receive any.
    /// </summary>
    public bool ReadsAhead { get; init; }

    /// <summary>The engine, with what is wanted of it.</summary>
    internal Engine Driver => (Engine ?? Engine.Default).Driving(Execution, ReadsAhead);
}
