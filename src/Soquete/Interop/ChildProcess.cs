using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>A program that this process has started. Safe for use by several threads.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>How long a child may take to end after SIGTERM, before SIGKILL.</summary>
    public static readonly TimeSpan TerminationGrace = TimeSpan.FromSeconds(2);

    private const int SigKill = 9;
    private const int SigTerm = 15;

    private readonly TaskCompletionSource<ChildExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ChildProcess(int id) => Id = id;

    public int Id { get; }

    /// <summary>
    /// How it ended, as soon as it has. Faulted where somebody else in this process took its status (ECHILD).
    /// </summary>
    public Task<ChildExit> Exited => _exited.Task;

    /// <summary>Starts a program (posix_spawnp(3)).</summary>
    /// <param name="command">The program, looked for in this process's PATH, and its arguments.</param>
    /// <param name="environmentChanges">Variables to set, or with null to take away.</param>
    /// <param name="standardInput">
    /// Its descriptor 0; null for this process's own. It stays the caller's to close.
    /// </param>
    /// <param name="standardOutput">
    /// Its descriptor 1; null for this process's own. It stays the caller's to close.
    /// </param>
    /// <param name="child">The child; null where it could not be started.</param>
    /// <returns>ENOENT, EACCES and the like where the program cannot be run; EINVAL for a NUL in a text.</returns>
    /// <remarks>
    /// Standard error is this process's own. Few programs expect a standard input or output that does not block: the
    /// flag belongs to the open file, so the caller must clear it before.
    /// </remarks>
    public static Errno Start(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string?> environmentChanges,
        SafeHandle? standardInput,
        SafeHandle? standardOutput,
        out ChildProcess child)
    {
        ArgumentOutOfRangeException.ThrowIfZero(command.Count, nameof(command));
        var error = ChildStart.Run(command, environmentChanges, standardInput, standardOutput, out var started);
        child = started!;
        return error;
    }

    /// <summary>Sends a signal (kill(2)); ESRCH once the child was reaped, when its number may be another's.</summary>
    public Errno Signal(int signal) => ChildReaper.Signal(this, signal);

    /// <summary>Ends the child if it still runs, and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        Signal(SigTerm);
        await Task.WhenAny(Exited, Task.Delay(TerminationGrace)).ConfigureAwait(false);
        Signal(SigKill);
        await ((Task)Exited).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Completes <see cref="Exited"/>, once.</summary>
    internal void Complete(ChildExit exit) => _exited.SetResult(exit);

    /// <summary>Completes <see cref="Exited"/>, once, where the status is lost.</summary>
    internal void CompleteWithoutStatus(Errno error) => _exited.SetException(
        Failure.Of(error, "waitpid", address: null, "something else in this process waits for all of its children"));
}
