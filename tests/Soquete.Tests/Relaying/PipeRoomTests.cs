using Microsoft.Win32.SafeHandles;
using Soquete.Interop;
using Soquete.Relaying;

namespace Soquete.Tests.Relaying;

public sealed class PipeRoomTests
{
    [Fact]
    public void Pipe_WhenItHoldsLess_ThenGrows()
    {
        using var pipe = new Pipe();
        Assert.True(NativeFile.PipeSize(pipe.Read) < PipeRoom.Bytes);
        Assert.Equal(FileKind.Pipe, PipeRoom.Widen(pipe.Read));
        Assert.Equal(PipeRoom.Bytes, NativeFile.PipeSize(pipe.Write));
    }

    [Fact]
    public void Pipe_WhenItHoldsMore_ThenIsLeft()
    {
        using var pipe = new Pipe();
        Assert.Equal(Errno.None, NativeFile.SetPipeSize(pipe.Read, 2 * PipeRoom.Bytes));
        Assert.Equal(FileKind.Pipe, PipeRoom.Widen(pipe.Write));
        Assert.Equal(2 * PipeRoom.Bytes, NativeFile.PipeSize(pipe.Read));
    }

    [Fact]
    public void File_WhenItIsNoPipe_ThenIsOnlyNamed()
    {
        Assert.Equal(Errno.None, NativeFile.OpenFile("/dev/null", OpenFlags.ReadOnly, 0, out var device));
        using (device)
        {
            Assert.Equal(FileKind.CharacterDevice, PipeRoom.Widen(device));
        }
    }

    [Theory]
    [InlineData(Domain.Unix, typeof(SpliceMover))]
    [InlineData(Domain.Inet, typeof(BufferMover))]
    public void Mover_WhenAPipeGoesIntoASocket_ThenIsTheOneMeasuredFastest(int domain, Type expected)
    {
        using var pipe = new Pipe();
        Assert.Equal(Errno.None, NativeSocket.Open(domain, SocketKind.Stream, Protocol.Default, out var socket));
        using (socket)
        {
            var into = KernelMover.For(pipe.Read, socket);
            var outOf = KernelMover.For(socket, pipe.Write);
            Assert.IsType(expected, into);
            Assert.IsType<SpliceMover>(outOf);
        }
    }

    private sealed class Pipe : IDisposable
    {
        public Pipe()
        {
            Assert.Equal(Errno.None, NativeFile.OpenPipe(out var read, out var write, nonBlocking: false));
            (Read, Write) = (read, write);
        }

        public SafeFileHandle Read { get; }

        public SafeFileHandle Write { get; }

        public void Dispose()
        {
            Read.Dispose();
            Write.Dispose();
        }
    }
}
