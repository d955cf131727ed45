namespace Soquete.Engines;

/// <summary>Where what was awaited on a connection goes on.</summary>
public enum Execution
{
    /// <summary>On the thread pool. What runs there may block, as far as anything on the thread pool may.</summary>
    ThreadPool,

    /// <summary>
    /// On the thread of the connection's ring, at once: the cheapest, for handlers that never block. One that does
    /// keeps every other connection of its ring waiting. The portable engine has no such thread and takes the thread
    /// pool.
    /// </summary>
    Inline,
}
