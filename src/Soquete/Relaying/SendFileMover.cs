using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Relaying;

/// <summary>sendfile(2): a file's pages to a socket.</summary>
internal sealed class SendFileMover : KernelMover
{
    private const int Step = 1024 * 1024;

    private readonly SafeHandle _from;
    private readonly SafeHandle _to;

    public SendFileMover(SafeHandle from, SafeHandle to)
    {
        _from = from;
        _to = to;
        Failure.ThrowIf(NativeFile.SetNonBlockingIfSocket(to), "fcntl", address: null);
    }

    public override bool FailedAtSource => false;

    public override Errno Move(out int read, out int written)
    {
        var error = NativeFile.SendFile(_from, _to, Step, out read);
        written = read;
        return error;
    }
}
