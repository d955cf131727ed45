using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Peers;

namespace Soquete.Datagrams.Serving;

/// <summary>Serves datagrams with child processes.</summary>
/// <remarks>
/// A child finds whom it serves in the environment variables <c>SOQUETE_PROTOCOL</c>, <c>SOQUETE_LOCAL</c> (the address
/// that the peer speaks to) and <c>SOQUETE_PEER</c>, and where the sender's credentials are known also in
/// <c>SOQUETE_PEER_PID</c>, <c>SOQUETE_PEER_UID</c> and <c>SOQUETE_PEER_GID</c>.
/// </remarks>
public static class DatagramCommandHandler
{
    /// <summary>
    /// Runs the command for one datagram, which is its standard input. Each write to its standard output is a datagram
    /// back; without output there is none.
    /// </summary>
    /// <param name="request">The datagram.</param>
    /// <param name="command">The command.</param>
    /// <param name="asLines">
    /// Whether a line feed is put behind the datagram, and each line of output, without its own, is a datagram back.
    /// </param>
    /// <param name="cancellationToken">Ends the child (SIGTERM, and SIGKILL later).</param>
    /// <returns>The child's exit status; 128 and the signal's number where a signal ended it.</returns>
    /// <exception cref="SoqueteException">The command could not be started, or a datagram not be sent.</exception>
    public static async Task<int> RunAsync(
        DatagramRequest request, ExecAddress command, bool asLines = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(command);
        var environment = Describe(request.Association, request.Received.Credentials);
        var child = CommandProcess.Start(command, environment, asLines);
        await using (child.ConfigureAwait(false))
        {
            var passing = child.PassOutputAsync(request.ReplyAsync, cancellationToken);
            await child.WriteAsync(request.Bytes, cancellationToken).ConfigureAwait(false);
            child.CompleteInput();
            await passing.ConfigureAwait(false);
            return (await child.Exited.WaitAsync(cancellationToken).ConfigureAwait(false)).ShellStatus;
        }
    }

    /// <summary>
    /// Runs the command for a session: each datagram of the peer's is written to its standard input as it is, and each
    /// write to its standard output is a datagram back. When the session is over its input ends.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="command">The command.</param>
    /// <param name="asLines">
    /// Whether a line feed is put behind each datagram, and each line of output, without its own, is a datagram back.
    /// </param>
    /// <param name="cancellationToken">Ends the child (SIGTERM, and SIGKILL later).</param>
    /// <inheritdoc cref="RunAsync(DatagramRequest, ExecAddress, bool, CancellationToken)" path="/returns"/>
    /// <inheritdoc cref="RunAsync(DatagramRequest, ExecAddress, bool, CancellationToken)" path="/exception"/>
    public static async Task<int> RunAsync(
        DatagramSession session, ExecAddress command, bool asLines = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(command);
        var environment = Describe(session.Association, session.First.Credentials);
        var child = CommandProcess.Start(command, environment, asLines);
        await using (child.ConfigureAwait(false))
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var feeding = FeedAsync(session, child, over.Token);
            await child.PassOutputAsync(session.SendAsync, cancellationToken).ConfigureAwait(false);
            // What reads no more and writes no more may still run; its exit ends the session all the same.
            var exit = await child.Exited.WaitAsync(cancellationToken).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return exit.ShellStatus;
        }
    }

    private static async Task FeedAsync(
        DatagramSession session, CommandProcess child, CancellationToken cancellationToken)
    {
        while (await session.ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } datagram)
        {
            await child.WriteAsync(datagram, cancellationToken).ConfigureAwait(false);
        }

        child.CompleteInput();
    }

    private static Dictionary<string, string?> Describe(Association association, MessageCredentials? credentials) =>
        PeerCommand.Describe(association, credentials?.ProcessId, credentials?.UserId, credentials?.GroupId);
}
