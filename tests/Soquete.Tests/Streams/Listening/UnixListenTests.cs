using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Listening;

public sealed class UnixListenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string SocketPath => _folder["s"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("000", "", "600")]
    [InlineData("077", "", "600")]
    [InlineData("022", ",mode=666", "666")]
    [InlineData("077", ",mode=660", "660")]
    [InlineData("777", ",mode=777", "777")]
    [InlineData("000", ",mode=000", "0")]
    public async Task Listen_WhenTheUmaskIsAny_ThenThePathHasTheModeThatWasSaid(
        string umask, string options, string mode)
    {
        await using var child = Child.Script($"umask {umask}; exec \"$SELF\" listen unix:{SocketPath}{options}");
        await child.LineAsync("listening");
        Assert.Equal(mode, (await Child.RunAsync($"stat -c %a {SocketPath}")).Trim());
    }

    [Fact]
    public async Task Listen_WhenCallsAreWatched_ThenTheModeIsSetBeforeThePathAppearsAndNeverWidened()
    {
        await using var child = Child.Script(
            "umask 000; exec strace -f -qq -e trace=bind,listen,fchmod,chmod,fchmodat,umask "
            + $"-o {_folder["trace"]} \"$SELF\" listen unix:{SocketPath}");
        await child.LineAsync("listening");
        child.Input.Close();
        await child.EndAsync(0);
        var calls = (await File.ReadAllLinesAsync(_folder["trace"]))
            .Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].TrimStart())
            .Where(call => call.StartsWith("fchmod(", StringComparison.Ordinal)
                || call.Contains("/s\"", StringComparison.Ordinal)
                || call.StartsWith("listen", StringComparison.Ordinal)
                || call.StartsWith("chmod", StringComparison.Ordinal)
                || call.StartsWith("umask", StringComparison.Ordinal))
            .ToArray();
        Assert.Collection(
            calls,
            call => Assert.Matches(@"^fchmod\(\d+, 0600\) += 0$", call),
            call => Assert.StartsWith("bind(", call),
            call => Assert.Matches(@"^listen\(\d+, 4096\) += 0$", call));
    }

    [RootFact]
    public async Task Listen_WhenTheOwnerIsSaid_ThenThePathIsTheirsWithItsMode()
    {
        await using var listener = await TcpListenTests.ListenAsync(
            $"unix:{SocketPath},user=nobody,group=daemon,mode=660");
        Assert.Equal("660 nobody daemon", (await Child.RunAsync($"stat -c '%a %U %G' {SocketPath}")).Trim());
    }

    [Theory]
    [InlineData("user=nosuchuser", "no user is called 'nosuchuser'")]
    [InlineData("group=nosuchgroup", "no group is called 'nosuchgroup'")]
    public async Task Listen_WhenTheOwnerDoesNotExist_ThenNoPathIsMade(string option, string problem)
    {
        var e = await Assert.ThrowsAsync<SoqueteException>(
            () => TcpListenTests.ListenAsync($"unix:{SocketPath},{option}"));
        Assert.EndsWith(problem, e.Message);
        Assert.False(File.Exists(SocketPath));
    }

    [Fact]
    public async Task Dispose_WhenThePathIsItsOwn_ThenRemovesIt()
    {
        await (await TcpListenTests.ListenAsync($"unix:{SocketPath}")).DisposeAsync();
        Assert.False(File.Exists(SocketPath));
    }

    [Fact]
    public async Task Dispose_WhenThePathIsAnothersByNow_ThenLeavesIt()
    {
        var first = await TcpListenTests.ListenAsync($"unix:{SocketPath}");
        File.Delete(SocketPath);
        await using var second = await TcpListenTests.ListenAsync($"unix:{SocketPath}");
        await first.DisposeAsync();
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
        await using var server = await second.AcceptAsync().Soon();
    }

    [Fact]
    public async Task Dispose_WhenAFileStandsAtThePathByNow_ThenLeavesIt()
    {
        var listener = await TcpListenTests.ListenAsync($"unix:{SocketPath}");
        File.Delete(SocketPath);
        await File.WriteAllTextAsync(SocketPath, "precious");
        await listener.DisposeAsync();
        Assert.Equal("precious", await File.ReadAllTextAsync(SocketPath));
    }

    [Fact]
    public async Task Dispose_WhenTheDirectoryWasChanged_ThenARelativePathIsStillRemoved()
    {
        await using var child = Child.Script($"cd {_folder.Path}; exec \"$SELF\" listen unix:s");
        await child.LineAsync("listening unix:s");
        Assert.True(File.Exists(SocketPath));
        await child.Input.WriteLineAsync("/");
        await child.Input.FlushAsync();
        await child.LineAsync("in /");
        child.Input.Close();
        await child.EndAsync(0);
        Assert.False(File.Exists(SocketPath));
    }

    [Fact]
    public async Task Dispose_WhenThePathGoesUpFromALink_ThenItIsStillRemoved()
    {
        Directory.CreateDirectory(_folder["a/b"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["a/b"]);
        var listener = await TcpListenTests.ListenAsync($"unix:{_folder.Path}/link/../s");
        Assert.True(File.Exists(_folder["a/s"]));
        await listener.DisposeAsync();
        Assert.False(File.Exists(_folder["a/s"]));
    }

    [Fact]
    public async Task Listen_WhenThePathHas107Bytes_ThenPeersReachIt()
    {
        var path = SocketPath.PadRight(UnixAddress.MaxNameBytes, 'x');
        await using var listener = await TcpListenTests.ListenAsync($"unix:{path}");
        Assert.True(File.Exists(path));
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{path}")).Soon();
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal(path, server.Association.Local.Name);
    }

    [Fact]
    public async Task Listen_WhenTheDirectoryDoesNotExist_ThenSaysSo()
    {
        var e = await Assert.ThrowsAsync<SoqueteException>(
            () => TcpListenTests.ListenAsync($"unix:{_folder["none/s"]}"));
        Assert.EndsWith("No such file or directory (bind: ENOENT)", e.Message);
    }

    [Fact]
    public async Task Listen_WhenAnAbstractNameIsTaken_ThenIsInUse()
    {
        var name = $"unix:@soquete-{Guid.NewGuid():N}";
        await using var listener = await TcpListenTests.ListenAsync(name);
        var e = await Assert.ThrowsAsync<SoqueteException>(() => TcpListenTests.ListenAsync(name));
        Assert.Equal("EADDRINUSE", e.ErrorName);
    }

    [Fact]
    public async Task Connect_WhenTheBacklogIsFullForAWhile_ThenWaits()
    {
        await using var listener = await TcpListenTests.ListenAsync($"unix:{SocketPath},backlog=1");
        var connecting = Enumerable.Range(0, 10)
            .Select(_ => StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).AsTask())
            .ToArray();
        await Eventually.HoldsAsync(() => connecting.Count(task => task.IsCompleted) == 2);
        foreach (var _ in connecting)
        {
            await (await listener.AcceptAsync().Soon()).DisposeAsync();
        }

        foreach (var client in await Task.WhenAll(connecting).Soon())
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Connect_WhenASocketOfAnotherTypeListens_ThenSaysSo()
    {
        using var datagrams = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        datagrams.Bind(new UnixDomainSocketEndPoint(SocketPath));
        var e = await Assert.ThrowsAsync<SoqueteException>(
            () => StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon());
        Assert.EndsWith("(connect: EPROTOTYPE); a socket of another type is bound there", e.Message);
    }
}
