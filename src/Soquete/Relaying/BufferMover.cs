using System.Runtime.InteropServices;
using Soquete.Interop;
using Soquete.Relaying.Recording;

namespace Soquete.Relaying;

/// <summary>
/// read(2) and write(2) through a buffer: for terminals, devices, and what the kernel does not copy by itself.
/// </summary>
internal sealed class BufferMover(SafeHandle from, SafeHandle to, RecordedDirection? recorded = null) : KernelMover
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly FileKind _fromKind = NativeFile.KindOf(from);
    private readonly FileKind _toKind = NativeFile.KindOf(to);
    private int _start;
    private int _end;
    private bool _failedAtSource;

    public override bool WaitsFirst => Held > 0
        ? _toKind == FileKind.Pipe
        : _fromKind is not (FileKind.Socket or FileKind.Regular);

    public override int Held => _end - _start;

    public override bool FailedAtSource => _failedAtSource;

    public override Errno Move(out int read, out int written)
    {
        written = 0;
        var error = Errno.None;
        read = Held > 0 ? 0 : Fill(out error);
        _failedAtSource = error != Errno.None;
        if (error == Errno.None && Held > 0 && !(read > 0 && _toKind == FileKind.Pipe))
        {
            error = Drain(out written);
        }

        return error;
    }

    private int Fill(out Errno error)
    {
        error = _fromKind == FileKind.Socket
            ? NativeFile.Receive(from, _buffer, nonBlocking: true, out var count)
            : NativeFile.Read(from, _buffer, out count);
        // A terminal whose other side hung up says EIO (tty_ioctl(4)): that is its end of file.
        error = error == Errno.EIO && _fromKind == FileKind.Terminal ? Errno.None : error;
        (_start, _end) = (0, count);
        recorded?.Pass(_buffer.AsSpan(0, count));
        return count;
    }

    private Errno Drain(out int written)
    {
        var held = _buffer.AsSpan(_start, Held);
        var atOnce = _toKind == FileKind.Pipe ? held[..Math.Min(held.Length, NativeFile.PipeAtom)] : held;
        var error = _toKind == FileKind.Socket
            ? NativeFile.Send(to, atOnce, nonBlocking: true, out written)
            : NativeFile.Write(to, atOnce, out written);
        _start += written;
        return error;
    }
}
