using Soquete.Addresses;
using Soquete.Peers;

namespace Soquete.Messages;

/// <summary>
/// Serves a connection of messages with a child process that has it as its standard input and output.
/// </summary>
public static class MessageCommandHandler
{
    /// <summary>Runs the command on the connection, waits for it, and closes the connection gracefully.</summary>
    /// <remarks>
    /// Not a byte passes through this process: each read of the child's takes one message, of which what finds no room
    /// is lost, and each write makes one. It has the environment variables that a stream's command has
    /// (<see cref="Streams.CommandHandler"/>).
    /// </remarks>
    /// <param name="connection">A connection on which nothing was received yet.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the child (SIGTERM, and SIGKILL later) and the connection.</param>
    /// <returns>The child's exit status; 128 and the signal's number where a signal ended it.</returns>
    /// <exception cref="SoqueteException">The command could not be started.</exception>
    public static async Task<int> RunAsync(
        MessageConnection connection, ExecAddress command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(command);
        return await PeerCommand
            .RunAsync(connection, connection.TakeSocket(), command, connection.CloseAsync, cancellationToken)
            .ConfigureAwait(false);
    }
}
