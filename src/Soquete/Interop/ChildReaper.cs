using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>Learns of the end of children by SIGCHLD, and takes the status of each of its own.</summary>
/// <remarks>
/// Never waitpid(-1): other children may belong to somebody else. Starting and reaping exclude each other, so a child
/// that ends at once is known before its signal is looked at; signalling and reaping do too, so no number is signalled
/// that was given back.
/// </remarks>
internal static class ChildReaper
{
    private const int NoHang = 1;

#pragma warning disable CA1416 // Only Windows lacks it, and none of this folder runs there.
    private const PosixSignal ChildSignal = PosixSignal.SIGCHLD;
#pragma warning restore CA1416

    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, ChildProcess> Living = [];
    private static PosixSignalRegistration? _registration;

    /// <summary>posix_spawnp(3), which returns its error number.</summary>
    public static Errno Spawn(
        SpawnSettings settings, StringVector arguments, StringVector environment, out ChildProcess? child)
    {
        lock (Gate)
        {
            _registration ??= PosixSignalRegistration.Create(ChildSignal, _ => ReapAll());
            var error = (Errno)LibC.Spawn(
                out var id,
                arguments.First,
                settings.Actions,
                settings.Attributes,
                arguments.Address,
                environment.Address);
            child = error == Errno.None ? new ChildProcess(id) : null;
            if (child is not null)
            {
                Living.Add(id, child);
            }

            return error;
        }
    }

    public static Errno Signal(ChildProcess child, int signal)
    {
        lock (Gate)
        {
            return IsLiving(child) ? ErrnoText.Of(LibC.Kill(child.Id, signal)) : Errno.ESRCH;
        }
    }

    private static bool IsLiving(ChildProcess child) =>
        Living.TryGetValue(child.Id, out var living) && ReferenceEquals(living, child);

    private static void ReapAll()
    {
        lock (Gate)
        {
            foreach (var child in Living.Values.ToArray())
            {
                Reap(child);
            }
        }
    }

    // waitpid with WNOHANG is not interrupted; 0 says that the child still runs.
    private static void Reap(ChildProcess child)
    {
        var result = LibC.WaitFor(child.Id, out var status, NoHang);
        if (result == 0)
        {
            return;
        }

        var error = ErrnoText.Of(result);
        Living.Remove(child.Id);
        if (error == Errno.None)
        {
            child.Complete(ChildExit.FromWaitStatus(status));
        }
        else
        {
            child.CompleteWithoutStatus(error);
        }
    }
}
