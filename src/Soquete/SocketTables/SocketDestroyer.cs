namespace Soquete.SocketTables;

/// <summary>Ends connections of others (SOCK_DESTROY of sock_diag(7)).</summary>
public static class SocketDestroyer
{
    /// <summary>
    /// Ends a socket of TCP or UDP: calls on it fail with ECONNABORTED, and the peer of a TCP connection sees a reset.
    /// </summary>
    /// <param name="socket">The socket, in whatever network namespace. It is told by its cookie: one that came later at
    /// the same ends is left alone.</param>
    /// <returns>False where it was gone already.</returns>
    /// <exception cref="SoqueteException">
    /// Not permitted (it takes CAP_NET_ADMIN), not of TCP or UDP, or the kernel cannot (CONFIG_INET_DIAG_DESTROY).
    /// </exception>
    public static bool Close(SocketEntry socket) => throw new NotImplementedException();
}
