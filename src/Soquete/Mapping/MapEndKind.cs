namespace Soquete.Mapping;

/// <summary>What a <see cref="MapEnd"/> is.</summary>
public enum MapEndKind
{
    /// <summary>A socket of this machine.</summary>
    Socket,

    /// <summary>One end of a pipe (pipe(7)).</summary>
    Pipe,

    /// <summary>One end of a FIFO, which has a path (fifo(7)).</summary>
    Fifo,

    /// <summary>The other end of a connection, on another machine.</summary>
    Remote,

    /// <summary>
    /// The other end of something, on this machine, that could not be found: it is in a namespace that could not be
    /// read, or was gone.
    /// </summary>
    Unseen,
}
