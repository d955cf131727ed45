using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Relaying;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Local;

/// <summary>Files and children as connections.</summary>
public sealed class LocalEndTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task File_WhenConnectedTo_ThenIsRead()
    {
        await File.WriteAllTextAsync(_folder["f"], "contents");
        await using var file = await StreamConnection.ConnectAsync(Address.Parse($"file:{_folder["f"]}"));
        Assert.Equal("contents", await file.ReceiveToEndAsync());
        Assert.Equal("file", file.Association.Protocol);
        Assert.Equal(8, file.BytesReceived);
    }

    [Theory]
    [InlineData("", "new")]
    [InlineData(",append", "old contents" + "new")]
    [InlineData(",truncate=off", "new contents")]
    [InlineData(",read,write", "new contents")]
    public async Task File_WhenItIsADestination_ThenIsWrittenAsItsOptionsSay(string options, string contents)
    {
        await File.WriteAllTextAsync(_folder["f"], "old contents");
        await using (var file = await JoinedEnd.OpenDestinationAsync($"file:{_folder["f"]}{options}"))
        {
            await file.SendTextAsync("new");
        }

        Assert.Equal(contents, await File.ReadAllTextAsync(_folder["f"]));
    }

    [Theory]
    [InlineData("file:{0},mode=640", "640")]
    [InlineData("file:{0}", "600")]
    public async Task File_WhenItIsMade_ThenHasTheMode(string format, string mode)
    {
        await (await JoinedEnd.OpenDestinationAsync(string.Format(null, format, _folder["made"]))).DisposeAsync();
        Assert.Equal(mode, (await Child.RunAsync($"stat -c %a {_folder["made"]}")).Trim());
    }

    [Theory]
    [InlineData("file:{0}/none", "No such file or directory (open: ENOENT)")]
    [InlineData("file:{0}/none,write,create=off", "No such file or directory (open: ENOENT)")]
    [InlineData("file:{0}", "it is a directory (open: EISDIR)")]
    [InlineData("exec:/no/such/program", "No such file or directory (posix_spawn: ENOENT); no such program on PATH")]
    [InlineData("exec:/etc/passwd", "Permission denied (posix_spawn: EACCES)")]
    public async Task Connect_WhenItCannotBe_ThenSaysWhy(string format, string problem)
    {
        var text = string.Format(null, format, _folder.Path);
        var e = await Assert.ThrowsAsync<SoqueteException>(
            () => StreamConnection.ConnectAsync(Address.Parse(text)).Soon());
        Assert.Equal($"{text}: {problem}", e.Message);
    }

    [Theory]
    [InlineData("exec:cat", "echo", "echo")]
    [InlineData("exec:tr a-z A-Z", "upper", "UPPER")]
    [InlineData("exec:printf '%s|' 'a b' \"c d\"", "", "a b|c d|")]
    [InlineData("exec:echo $((6 * 7)) | cat,shell", "", "42\n")]
    public async Task Child_WhenConnectedTo_ThenItsStandardStreamsAreTheConnection(
        string text, string question, string answer)
    {
        await using var child = await StreamConnection.ConnectAsync(Address.Parse(text));
        Assert.Equal("exec", child.Association.Protocol);
        if (question.Length > 0)
        {
            await child.SendTextAsync(question);
        }

        await child.CompleteOutputAsync();
        Assert.Equal(answer, await child.ReceiveToEndAsync());
    }

    [Fact]
    public async Task Child_WhenAborted_ThenIsTerminated()
    {
        var child = await StreamConnection.ConnectAsync(
            Address.Parse($"exec:trap 'echo ended > {_folder["f"]}; exit' TERM; echo ready; read x,shell"));
        Assert.Equal("ready\n", await child.ReceiveTextAsync(6));
        child.Abort();
        await Eventually.HoldsAsync(() => File.Exists(_folder["f"]));
    }

    [Fact]
    public async Task Child_WhenAReceiveIsUnderWayAndItIsDisposed_ThenTheReceiveEnds()
    {
        var child = await StreamConnection.ConnectAsync(Address.Parse("exec:cat"));
        var receiving = child.ReceiveAsync(new byte[1]).AsTask();
        await child.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(receiving.Soon);
    }
}
