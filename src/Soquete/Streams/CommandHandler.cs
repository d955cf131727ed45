using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Peers;

namespace Soquete.Streams;

/// <summary>
/// Serves a connection with a child process that has it as its standard input and output, as inetd does.
/// </summary>
public static class CommandHandler
{
    /// <summary>Runs the command on the connection, waits for it, and closes the connection gracefully.</summary>
    /// <remarks>
    /// Not a byte passes through this process. The child finds the protocol and both ends in the environment variables
    /// <c>SOQUETE_PROTOCOL</c>, <c>SOQUETE_LOCAL</c> and <c>SOQUETE_PEER</c>, and on unix sockets the peer's
    /// <c>SOQUETE_PEER_PID</c>, <c>SOQUETE_PEER_UID</c> and <c>SOQUETE_PEER_GID</c>. An idle timeout is not watched.
    /// </remarks>
    /// <param name="connection">A connection over a socket on which nothing was received yet.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the child (SIGTERM, and SIGKILL later) and resets the connection.</param>
    /// <returns>The child's exit status; 128 and the signal's number where a signal ended it.</returns>
    /// <exception cref="ArgumentException">The connection is no socket.</exception>
    /// <exception cref="SoqueteException">The command could not be started.</exception>
    public static async Task<int> RunAsync(
        StreamConnection connection, ExecAddress command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(command);
        var socket = connection.Transport.InputHandle as SafeSocketHandle
            ?? throw new ArgumentException("it is no socket", nameof(connection));
        return await PeerCommand
            .RunAsync(connection, socket, command, connection.CloseAsync, cancellationToken).ConfigureAwait(false);
    }
}
