using Soquete.SocketTables;

namespace Soquete.Mapping;

/// <summary>What is captured into a <see cref="ProcessMap"/>.</summary>
public sealed record ProcessMapOptions
{
    /// <summary>The sockets; everything by default.</summary>
    public SocketTableOptions Sockets { get; init; } = new();

    /// <summary>Whether pipes and FIFOs are in it; they are, by default.</summary>
    public bool Pipes { get; init; } = true;
}
