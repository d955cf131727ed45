using System.Runtime.InteropServices;
using Soquete.Interop;
using Soquete.Relaying.Recording;

namespace Soquete.Relaying;

/// <summary>Moves bytes from one descriptor to another, one step at a time, with the calls that suit both.</summary>
internal abstract class KernelMover
{
    /// <summary>Whether the source has to be waited for before each step, because a step would block on it.</summary>
    public virtual bool WaitsFirst => false;

    /// <summary>How many bytes were read and not yet written.</summary>
    public virtual int Held => 0;

    /// <summary>Whether the last error was of the source, not of the destination.</summary>
    public abstract bool FailedAtSource { get; }

    /// <summary>
    /// The fastest for these two, as benchmarks/ measured it. Into TCP that is a copy through a buffer, which takes
    /// less CPU time than to hand over a pipe's pages one by one; out of TCP, and into a unix socket, it is splice(2).
    /// </summary>
    /// <param name="from">The source.</param>
    /// <param name="to">The destination.</param>
    /// <param name="recorded">Where what passes is recorded, which takes the bytes here; null for nowhere.</param>
    public static KernelMover For(SafeHandle from, SafeHandle to, RecordedDirection? recorded = null)
    {
        var (source, destination) = (PipeRoom.Widen(from), PipeRoom.Widen(to));
        return (source, destination) switch
        {
            _ when recorded is not null => new BufferMover(from, to, recorded),
            (FileKind.Pipe or FileKind.Socket, FileKind.Pipe) => new SpliceMover(from, to),
            (FileKind.Pipe, FileKind.Socket) when NativeSocket.IsOfDomain(to, Domain.Unix) => new SpliceMover(from, to),
            (FileKind.Regular, FileKind.Socket) => new SendFileMover(from, to),
            _ => new BufferMover(from, to),
        };
    }

    /// <summary>One step. Nothing read and nothing written without an error is the end of the source.</summary>
    public abstract Errno Move(out int read, out int written);
}
