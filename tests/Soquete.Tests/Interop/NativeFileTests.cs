using Microsoft.Win32.SafeHandles;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

public class NativeFileTests
{
    [Fact]
    public void Splice_WhenAPipeIsFull_ThenTheBytesReachTheOther()
    {
        using var from = new PipeEnds();
        using var to = new PipeEnds();
        Assert.Equal(Errno.None, NativeFile.Write(from.WriteEnd, "spliced"u8, out _));
        Assert.Equal(Errno.None, NativeFile.Splice(from.ReadEnd, to.WriteEnd, 4096, nonBlocking: true, out var moved));
        Assert.Equal(7, moved);
        Span<byte> buffer = stackalloc byte[16];
        Assert.Equal(Errno.None, NativeFile.Read(to.ReadEnd, buffer, out var count));
        Assert.Equal("spliced"u8, buffer[..count]);
        Assert.Equal(Errno.EAGAIN, NativeFile.Splice(from.ReadEnd, to.WriteEnd, 4096, nonBlocking: true, out _));
    }

    [Fact]
    public void SendFile_WhenItIsCalledAgain_ThenItGoesOnAtTheFilesOffset()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.File("f"), "abcdef");
        Assert.Equal(Errno.None, NativeFile.OpenFile(folder.File("f"), OpenFlags.ReadOnly, 0, out var file));
        using var pair = new SocketPair();
        var (first, second) = (pair.First, pair.Second);
        using (file)
        {
            Assert.Equal(Errno.None, NativeFile.SendFile(file, first, 4, out var moved));
            Assert.Equal(Errno.None, NativeFile.SendFile(file, first, 4, out var rest));
            Assert.Equal(Errno.None, NativeFile.SendFile(file, first, 4, out var end));
            Assert.Equal((4, 2, 0), (moved, rest, end));
            Span<byte> buffer = stackalloc byte[16];
            Assert.Equal(Errno.None, NativeFile.Receive(second, buffer, nonBlocking: false, out var count));
            Assert.Equal("abcdef"u8, buffer[..count]);
        }
    }

    [Fact]
    public void Poll_WhenAnEventIsSignalled_ThenItIsReadable()
    {
        using var wake = new EventDescriptor();
        PollDescriptor[] descriptors =
            [new() { Descriptor = (int)wake.Handle.DangerousGetHandle(), Requested = PollDescriptor.In }];
        Assert.Equal(Errno.None, NativeFile.Poll(descriptors, 0, out var ready));
        Assert.Equal(0, ready);
        wake.Signal();
        wake.Signal();
        Assert.Equal(Errno.None, NativeFile.Poll(descriptors, -1, out ready));
        Assert.Equal((1, PollDescriptor.In), (ready, descriptors[0].Returned));
    }

    [Fact]
    public void Poll_WhenTheReaderIsGone_ThenTheWriterHearsOfIt()
    {
        using var pipe = new PipeEnds();
        pipe.ReadEnd.Dispose();
        PollDescriptor[] descriptors = [new() { Descriptor = (int)pipe.WriteEnd.DangerousGetHandle() }];
        Assert.Equal(Errno.None, NativeFile.Poll(descriptors, -1, out _));
        Assert.Equal(PollDescriptor.Error, descriptors[0].Returned);
        Assert.Equal(Errno.EPIPE, NativeFile.Write(pipe.WriteEnd, "x"u8, out _));
    }

    [Fact]
    public void KindOf_WhenItIsEachKind_ThenItIsNamed()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.File("f"), "");
        using var pipe = new PipeEnds();
        using var wake = new EventDescriptor();
        Assert.Equal(FileKind.Regular, KindOfPath(folder.File("f")));
        Assert.Equal(FileKind.Directory, KindOfPath(folder.Path));
        Assert.Equal(FileKind.CharacterDevice, KindOfPath("/dev/null"));
        Assert.Equal(FileKind.Terminal, KindOfPath("/dev/ptmx"));
        Assert.Equal(FileKind.Pipe, NativeFile.KindOf(pipe.ReadEnd));
        Assert.Equal(FileKind.Other, NativeFile.KindOf(wake.Handle));
        Assert.Equal(FileKind.Closed, NativeFile.KindOf(new SafeFileHandle(1_000_000, ownsHandle: false)));
    }

    [Fact]
    public void TryOpenInherited_WhenTheDescriptorIsNotOpen_ThenItSaysSo()
    {
        using var pipe = new PipeEnds();
        Assert.False(NativeFile.TryOpenInherited(1_000_000, owns: true, out var closed));
        Assert.True(closed.IsInvalid);
        Assert.True(NativeFile.TryOpenInherited((int)pipe.ReadEnd.DangerousGetHandle(), owns: false, out var open));
        using (open)
        {
            Assert.Equal(FileKind.Pipe, NativeFile.KindOf(open));
        }
    }

    [Fact]
    public void OpenFile_WhenTheFlagsForbid_ThenTheErrorSaysWhich()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.File("f"), "kept");
        File.CreateSymbolicLink(folder.File("link"), folder.File("f"));
        Assert.Equal(Errno.ELOOP, ErrorOf(folder.File("link"), OpenFlags.ReadOnly | OpenFlags.NoFollow));
        Assert.Equal(Errno.ENOTDIR, ErrorOf(folder.File("f"), OpenFlags.ReadOnly | OpenFlags.Directory));
        Assert.Equal(Errno.EEXIST, ErrorOf(folder.File("f"), OpenFlags.Create | OpenFlags.Exclusive));
        Assert.Equal(Errno.ENOENT, ErrorOf(folder.File("absent"), OpenFlags.ReadOnly));
        Assert.Equal(Errno.EINVAL, ErrorOf("a\0b", OpenFlags.ReadOnly));
        Assert.Equal("kept", File.ReadAllText(folder.File("f")));
        Assert.Equal(Errno.None, ErrorOf(folder.File("f"), OpenFlags.WriteOnly | OpenFlags.Truncate));
        Assert.Equal("", File.ReadAllText(folder.File("f")));
    }

    [Fact]
    public void SetPipeSize_WhenItIsRounded_ThenMoreFitsIn()
    {
        Assert.Equal(Errno.None, NativeFile.OpenPipe(out var read, out var write, nonBlocking: true));
        using (read)
        using (write)
        {
            Assert.Equal(Errno.None, NativeFile.SetPipeSize(write, 262144));
            Assert.Equal(Errno.None, NativeFile.Write(write, new byte[300000], out var count));
            Assert.Equal(262144, count);
            Assert.Equal(Errno.EAGAIN, NativeFile.Write(write, "x"u8, out _));
        }
    }

    private static FileKind KindOfPath(string path)
    {
        Assert.Equal(Errno.None, NativeFile.OpenFile(path, OpenFlags.ReadOnly, 0, out var handle));
        using (handle)
        {
            return NativeFile.KindOf(handle);
        }
    }

    private static Errno ErrorOf(string path, OpenFlags flags)
    {
        var error = NativeFile.OpenFile(path, flags, 0b110_000_000, out var handle);
        handle.Dispose();
        return error;
    }
}
