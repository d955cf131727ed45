using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Relaying;

/// <summary>splice(2): pages pass between a pipe and a socket, or two pipes, without a copy to this process.</summary>
internal sealed class SpliceMover : KernelMover
{
    private const int Step = 1024 * 1024;

    private readonly SafeHandle _from;
    private readonly SafeHandle _to;
    private bool _failedAtSource;

    public SpliceMover(SafeHandle from, SafeHandle to)
    {
        _from = from;
        _to = to;
        // SPLICE_F_NONBLOCK is of the pipe alone; a socket is asked for its own flag.
        Failure.ThrowIf(NativeFile.SetNonBlockingIfSocket(from), "fcntl", address: null);
        Failure.ThrowIf(NativeFile.SetNonBlockingIfSocket(to), "fcntl", address: null);
    }

    public override bool FailedAtSource => _failedAtSource;

    public override Errno Move(out int read, out int written)
    {
        var error = NativeFile.Splice(_from, _to, Step, nonBlocking: true, out read);
        written = read;
        // One of them is a pipe. A reset comes from a socket that is read; what is written to breaks with EPIPE.
        _failedAtSource = error is not Errno.EPIPE && NativeSocket.IsSocket(_from);
        return error;
    }
}
