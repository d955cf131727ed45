using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Streams.Relaying;

/// <summary>Moves bytes from one descriptor to another, one step at a time, with the calls that suit both.</summary>
internal abstract class KernelMover : IDisposable
{
    /// <summary>Whether the source has to be waited for before each step, because a step would block on it.</summary>
    public virtual bool WaitsFirst => false;

    /// <summary>How many bytes were read and not yet written.</summary>
    public virtual int Held => 0;

    /// <summary>Whether the last error was of the source, not of the destination.</summary>
    public abstract bool FailedAtSource { get; }

    public static KernelMover For(SafeHandle from, SafeHandle to)
    {
        var (source, destination) = (NativeFile.KindOf(from), NativeFile.KindOf(to));
        return (source, destination) switch
        {
            (FileKind.Pipe, FileKind.Pipe or FileKind.Socket) or (FileKind.Socket, FileKind.Pipe) =>
                new SpliceMover(from, to),
            (FileKind.Regular, FileKind.Socket) => new SendFileMover(from, to),
            _ => new BufferMover(from, to),
        };
    }

    /// <summary>One step. Nothing read and nothing written without an error is the end of the source.</summary>
    public abstract Errno Move(out int read, out int written);

    public virtual void Dispose()
    {
    }
}
