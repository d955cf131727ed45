namespace Soquete.Diagnostics;

/// <summary>A process that has a socket. Immutable.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="Command">The name of its command, as the kernel keeps it: 15 bytes at most (proc_pid_comm(5)).</param>
public sealed record SocketOwner(int ProcessId, string Command)
{
    /// <summary><c>curl 1234</c>.</summary>
    public override string ToString() => $"{Command} {ProcessId}";
}
