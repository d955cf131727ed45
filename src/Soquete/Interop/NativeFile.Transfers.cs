using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Moving bytes. A count of 0 without an error is the end of the file.</content>
internal static partial class NativeFile
{
    /// <summary>PIPE_BUF: what a pipe that poll(2) calls writable takes without blocking (pipe(7)).</summary>
    public const int PipeAtom = 4096;

    private const int DoNotWait = 0x40;
    private const int NoSignal = 0x4000;
    private const uint SpliceMove = 1;
    private const uint SpliceNonBlock = 2;

    /// <summary>read(2).</summary>
    public static Errno Read(SafeHandle fd, Span<byte> buffer, out int count)
    {
        nint moved;
        do
        {
            moved = LibC.Read(fd, buffer, (nuint)buffer.Length);
        }
        while (IsInterrupted(moved));

        return Outcome(moved, out count);
    }

    /// <summary>write(2). The runtime ignores SIGPIPE, so a reader that is gone gives EPIPE.</summary>
    public static Errno Write(SafeHandle fd, ReadOnlySpan<byte> buffer, out int count)
    {
        nint moved;
        do
        {
            moved = LibC.Write(fd, buffer, (nuint)buffer.Length);
        }
        while (IsInterrupted(moved));

        return Outcome(moved, out count);
    }

    /// <summary>recv(2).</summary>
    public static Errno Receive(SafeHandle socket, Span<byte> buffer, bool nonBlocking, out int count)
    {
        nint moved;
        do
        {
            moved = LibC.Receive(socket, buffer, (nuint)buffer.Length, nonBlocking ? DoNotWait : 0);
        }
        while (IsInterrupted(moved));

        return Outcome(moved, out count);
    }

    /// <summary>send(2), with MSG_NOSIGNAL.</summary>
    public static Errno Send(SafeHandle socket, ReadOnlySpan<byte> buffer, bool nonBlocking, out int count)
    {
        nint moved;
        do
        {
            moved = LibC.Send(socket, buffer, (nuint)buffer.Length, NoSignal | (nonBlocking ? DoNotWait : 0));
        }
        while (IsInterrupted(moved));

        return Outcome(moved, out count);
    }

    /// <summary>
    /// splice(2): one of the two is a pipe. SPLICE_F_NONBLOCK is about the pipe alone, not about the other end.
    /// </summary>
    public static Errno Splice(SafeHandle from, SafeHandle to, int length, bool nonBlocking, out int moved)
    {
        nint result;
        do
        {
            result = LibC.Splice(from, 0, to, 0, (nuint)length, SpliceMove | (nonBlocking ? SpliceNonBlock : 0));
        }
        while (IsInterrupted(result));

        return Outcome(result, out moved);
    }

    /// <summary>sendfile(2), from the file's own offset, which it moves.</summary>
    public static Errno SendFile(SafeHandle fromFile, SafeHandle toSocket, int length, out int moved)
    {
        nint result;
        do
        {
            result = LibC.SendFile(toSocket, fromFile, 0, (nuint)length);
        }
        while (IsInterrupted(result));

        return Outcome(result, out moved);
    }

    private static bool IsInterrupted(nint result) => result < 0 && ErrnoText.Last() == Errno.EINTR;

    private static Errno Outcome(nint moved, out int count)
    {
        count = (int)Math.Max(moved, 0);
        return ErrnoText.Of(moved);
    }
}
