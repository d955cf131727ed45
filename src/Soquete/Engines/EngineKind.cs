namespace Soquete.Engines;

/// <summary>Which engine is asked for.</summary>
public enum EngineKind
{
    /// <summary>io_uring where it can be had, else the portable engine, which then says why.</summary>
    Auto,

    /// <summary><see cref="System.Net.Sockets"/>, everywhere.</summary>
    Portable,

    /// <summary>io_uring(7), or an error that says why not.</summary>
    IoUring,
}
