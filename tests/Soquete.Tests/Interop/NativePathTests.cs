using Soquete.Interop;

namespace Soquete.Tests.Interop;

public class NativePathTests
{
    private const uint PermissionBits = 0xfff;

    [Fact]
    public async Task Identify_WhenStatIsAsked_ThenTheyAgree()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.File("f"), "");
        var (_, output, _) = await Peer.RunAsync("stat", "-c", "%i %u %g %f", folder.File("f"));
        Assert.Equal(Errno.None, NativePath.Identify(folder.File("f"), followLinks: true, out var found));
        Assert.Equal($"{found.Inode} {found.UserId} {found.GroupId} {found.Mode:x}\n", output);
    }

    [Fact]
    public void Identify_WhenItIsALink_ThenItIsFollowedOnlyWhereThatIsAsked()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.File("f"), "");
        File.CreateSymbolicLink(folder.File("link"), folder.File("f"));
        NativePath.Identify(folder.File("f"), followLinks: false, out var file);
        NativePath.Identify(folder.File("link"), followLinks: true, out var followed);
        NativePath.Identify(folder.File("link"), followLinks: false, out var link);
        Assert.Equal(file, followed);
        Assert.NotEqual(file.Inode, link.Inode);
        Assert.Equal(Errno.ENOENT, NativePath.Identify(folder.File("absent"), followLinks: true, out _));
    }

    [Fact]
    public void ChangeMode_WhenTheSocketIsHeldByItsPath_ThenTheSocketHasTheMode()
    {
        using var folder = new ScratchFolder();
        var path = folder.File("socket");
        Assert.Equal(Errno.None, NativeSocket.Open(Domain.Unix, SocketKind.Stream, 0, out var socket));
        using var bound = socket;
        Assert.Equal(Errno.None, NativeSocket.Bind(socket, SocketName.FromPath(path)));
        Assert.Equal(Errno.None, NativeFile.OpenFile(path, OpenFlags.Path | OpenFlags.NoFollow, 0, out var held));
        using var opened = held;
        Assert.Equal(Errno.None, NativePath.ChangeMode(held, 0b110_100_000));
        Assert.Equal(Errno.None, NativePath.ChangeOwner(held, userId: null, groupId: null));
        Assert.Equal(Errno.None, NativePath.Identify(path, followLinks: false, out var byPath));
        Assert.Equal(Errno.None, NativePath.Identify(held, out var byHandle));
        Assert.Equal(byPath, byHandle);
        Assert.True(byPath.IsSocket);
        Assert.Equal(0b110_100_000u, byPath.Mode & PermissionBits);
        Assert.Equal(Errno.None, NativePath.Unlink(path));
        Assert.Equal(Errno.ENOENT, NativePath.Unlink(path));
    }

    [Fact]
    public async Task LockDirectory_WhenItIsHeld_ThenAnotherWaitsForIt()
    {
        using var folder = new ScratchFolder();
        Assert.Equal(Errno.None, NativePath.LockDirectory(folder.Path, out var held));
        var (status, _, _) = await Peer.RunAsync("flock", "-n", folder.Path, "true");
        Assert.Equal(1, status);
        var waiting = Task.Run(() =>
        {
            var error = NativePath.LockDirectory(folder.Path, out var second);
            second.Dispose();
            return error;
        });
        held.Dispose();
        Assert.Equal(Errno.None, await waiting.WaitAsync(Peer.Limit));
        (status, _, _) = await Peer.RunAsync("flock", "-n", folder.Path, "true");
        Assert.Equal(0, status);
    }

    [Fact]
    public void LockDirectory_WhenItIsAFile_ThenItIsRefused()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.File("f"), "");
        Assert.Equal(Errno.ENOTDIR, NativePath.LockDirectory(folder.File("f"), out var held));
        Assert.True(held.IsInvalid);
    }
}
