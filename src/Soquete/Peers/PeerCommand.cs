using System.Globalization;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Peers;

/// <summary>A child process that serves one peer.</summary>
internal static class PeerCommand
{
    /// <summary>
    /// Runs it on a connection's socket, which becomes its standard input and output, waits for it, and closes the
    /// connection.
    /// </summary>
    /// <returns>Its exit status, as a shell has it.</returns>
    public static async Task<int> RunAsync(
        IConnection connection, SafeSocketHandle socket, ExecAddress command,
        Func<CancellationToken, ValueTask> close, CancellationToken cancellationToken)
    {
        var child = Start(connection, socket, command);
        await using (child.ConfigureAwait(false))
        {
            var exit = await child.Exited.WaitAsync(cancellationToken).ConfigureAwait(false);
            await close(cancellationToken).ConfigureAwait(false);
            return exit.ShellStatus;
        }
    }

    private static ChildProcess Start(IConnection connection, SafeSocketHandle socket, ExecAddress command)
    {
        // It is of the open file, which the child shares; programs expect standard streams that block.
        Failure.ThrowIf(NativeFile.SetNonBlocking(socket, on: false), "fcntl", command.ToString());
        var credentials = connection.PeerCredentials;
        var environment = Describe(
            connection.Association, credentials?.ProcessId, credentials?.UserId, credentials?.GroupId);
        return Start(command, environment, socket, socket);
    }

    public static ChildProcess Start(
        ExecAddress command, IReadOnlyDictionary<string, string?> environment, SafeSocketHandle input,
        SafeSocketHandle output)
    {
        var error = ChildProcess.Start(command.ToWords(), environment, input, output, out var child);
        var remedy = error == Errno.ENOENT ? "no such program on PATH" : null;
        Failure.ThrowIf(error, "posix_spawn", command.ToString(), remedy);
        return child;
    }

    /// <summary>The variables in which it finds whom it serves; those that are not known are taken away.</summary>
    public static Dictionary<string, string?> Describe(
        Association association, int? processId, uint? userId, uint? groupId) => new()
    {
        ["SOQUETE_PROTOCOL"] = association.Protocol,
        ["SOQUETE_LOCAL"] = association.Local.ToString(),
        ["SOQUETE_PEER"] = association.Remote.ToString(),
        ["SOQUETE_PEER_PID"] = processId?.ToString(CultureInfo.InvariantCulture),
        ["SOQUETE_PEER_UID"] = userId?.ToString(CultureInfo.InvariantCulture),
        ["SOQUETE_PEER_GID"] = groupId?.ToString(CultureInfo.InvariantCulture),
    };
}
