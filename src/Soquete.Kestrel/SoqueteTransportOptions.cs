using Soquete.Addresses;
using Soquete.Engines;

namespace Soquete.Kestrel;

/// <summary>How the transport is to be. It is read when an endpoint is bound.</summary>
/// <remarks>
/// There are no sizes of buffers between the kernel and the server, because there are no such buffers: what the server
/// does not read stays with the kernel, and what it flushes is with the kernel before the flush ends.
/// </remarks>
public sealed class SoqueteTransportOptions
{
    /// <summary>The default of <see cref="CloseLimit"/>.</summary>
    public static readonly TimeSpan DefaultCloseLimit = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The engine that drives the connections, which stays the caller's; null, the default, for one of the
    /// transport's own.
    /// </summary>
    public Engine? Engine { get; set; }

    /// <summary>
    /// How the transport's own engine is to be, where <see cref="Engine"/> is null. Null, the default, is the engine
    /// that <c>SOQUETE_ENGINE</c> names, and without that variable io_uring where it can be had.
    /// </summary>
    public EngineOptions? EngineOptions { get; set; }

    /// <summary>
    /// Where requests are worked on: on the thread pool, the default, or on the thread that received them, where
    /// nothing may block.
    /// </summary>
    public Execution Execution { get; set; } = Execution.ThreadPool;

    /// <summary>
    /// The length of the queue of connections that are not accepted yet, where an address does not say (listen(2));
    /// null, the default, for <see cref="SocketEndAddress.DefaultBacklog"/>. 1 or more.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? Backlog
    {
        get;
        set
        {
            if (value is { } length)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(value));
            }

            field = value;
        }
    }

    /// <summary>
    /// Whether small writes are sent at once where an address does not say (TCP_NODELAY, tcp(7)); true by default.
    /// </summary>
    public bool NoDelay { get; set; } = true;

    /// <summary>
    /// Whether a client that has ended its output is still served, as one that sends a request and then shuts its
    /// sending down expects. False, the default, takes that end for a client that has gone away and aborts its request,
    /// as the server's own transports do.
    /// </summary>
    public bool KeepsHalfClosed { get; set; }

    /// <summary>
    /// How long what a client still sends is received and dropped after the server has closed a connection, so that
    /// the reset for it does not take the last answer from the client (RFC 9112 §9.6). <see cref="DefaultCloseLimit"/>
    /// by default; zero closes at once.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan CloseLimit
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = DefaultCloseLimit;
}
