using System.Runtime.Versioning;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams;

[SupportedOSPlatform("linux")]
public sealed class OutputStreamTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everyone = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_WhenItIsNew_ThenItIsThisUsersAlone()
    {
        Write(_folder["new"], "text");
        Assert.Equal("text", File.ReadAllText(_folder["new"]));
        Assert.Equal(Private, File.GetUnixFileMode(_folder["new"]));
    }

    [Fact]
    public void File_WhenItIsThisUsers_ThenItIsEmptiedAndMadePrivate()
    {
        File.WriteAllText(_folder["old"], "a longer text than the new one");
        File.SetUnixFileMode(_folder["old"], Everyone);
        Write(_folder["old"], "text");
        Assert.Equal("text", File.ReadAllText(_folder["old"]));
        Assert.Equal(Private, File.GetUnixFileMode(_folder["old"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Link_WhenItIsThisUsers_ThenItIsFollowed(bool exists)
    {
        if (exists)
        {
            File.WriteAllText(_folder["target"], "before");
        }

        File.CreateSymbolicLink(_folder["link"], _folder["target"]);
        Write(_folder["link"], "text");
        Assert.Equal("text", File.ReadAllText(_folder["target"]));
        Assert.Equal(Private, File.GetUnixFileMode(_folder["target"]));
    }

    [RootTheory]
    [InlineData("touch $PATHS; chown nobody $PATHS")]
    [InlineData("touch target; chown nobody target; ln -s target $PATHS")]
    [InlineData("touch target; ln -s target $PATHS; chown -h nobody $PATHS")]
    public async Task Path_WhenItIsAnotherUsers_ThenItIsRefusedAndNothingIsTouched(string made)
    {
        await Child.RunAsync($"cd {_folder.Path}; {made.Replace("$PATHS", "theirs", StringComparison.Ordinal)}");
        var link = new FileInfo(_folder["theirs"]).ResolveLinkTarget(returnFinalTarget: true);
        var file = link?.FullName ?? _folder["theirs"];
        await File.WriteAllTextAsync(file, "before");
        var e = Assert.Throws<SoqueteException>(() => OutputStream.CreatePrivate(_folder["theirs"]));
        Assert.Equal(FailureKind.NotPermitted, e.Kind);
        Assert.Contains("belongs to user 65534", e.Message, StringComparison.Ordinal);
        Assert.Equal("before", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("", "EISDIR")]
    [InlineData("nowhere/file", "ENOENT")]
    [InlineData("text/file", "ENOTDIR")]
    public void Path_WhenItIsNoFile_ThenTheFailureNamesIt(string name, string errno)
    {
        File.WriteAllText(_folder["text"], "");
        var e = Assert.Throws<SoqueteException>(() => OutputStream.CreatePrivate(_folder[name]));
        Assert.Equal((errno, _folder[name]), (e.ErrorName, e.Address));
    }

    [Fact]
    public async Task Fifo_WhenItHasAReader_ThenItIsWrittenToAsItIs()
    {
        await using var reading = Child.Script($"mkfifo {_folder["fifo"]}; echo made; cat {_folder["fifo"]}");
        await reading.LineAsync("made");
        await Task.Run(() => Write(_folder["fifo"], "text\n")).Soon();
        Assert.Equal("made\ntext\n", await reading.EndAsync(0));
    }

    [Fact]
    public void Stream_WhenItIsAFile_ThenItCanBeCutAndReadByNobody()
    {
        using var stream = OutputStream.CreatePrivate(_folder["file"]);
        stream.Write("0123456789"u8);
        Assert.Equal((10L, 10L, true), (stream.Position, stream.Length, stream.CanSeek));
        stream.SetLength(4);
        Assert.Equal((4L, false), (stream.Length, stream.CanRead));
        Assert.Throws<NotSupportedException>(() => stream.Read(new byte[1], 0, 1));
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.Position = 0);
        Assert.Equal(_folder["file"], stream.Name);
    }

    private static void Write(string path, string text)
    {
        using var stream = OutputStream.CreatePrivate(path);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }
}
