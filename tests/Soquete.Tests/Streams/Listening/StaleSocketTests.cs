using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Listening;

/// <summary>
/// What stands at a path is taken over only when it is a socket's file and nobody has the socket any more.
/// </summary>
public sealed class StaleSocketTests : IDisposable
{
    private const int Rounds = 10;

    private readonly TemporaryFolder _folder = new();

    private string SocketPath => _folder["s"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Listen_WhenAStaleFileStandsThere_ThenTakesItOver()
    {
        await LeaveStaleAsync("listen(1)");
        await IsTakenOverAsync();
    }

    [Fact]
    public async Task Listen_WhenAStaleDatagramFileStandsThere_ThenTakesItOver()
    {
        await Child.RunAsync(
            $"python3 -c \"import socket; socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).bind('{SocketPath}')\"");
        await IsTakenOverAsync();
    }

    [Theory]
    [InlineData(SocketType.Stream, true)]
    [InlineData(SocketType.Stream, false)]
    [InlineData(SocketType.Seqpacket, true)]
    [InlineData(SocketType.Dgram, false)]
    public async Task Listen_WhenSomebodyHasTheSocket_ThenItIsLeft(SocketType type, bool listens)
    {
        using var socket = new Socket(AddressFamily.Unix, type, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(SocketPath));
        if (listens)
        {
            socket.Listen();
        }

        await IsLeftAsync();
        if (type == SocketType.Stream)
        {
            // The one who had the path still has it.
            socket.Listen();
            await using var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
        }
    }

    [Fact]
    public async Task Listen_WhenTheOthersBacklogIsFull_ThenItIsLeft()
    {
        await using var other = await TcpListenTests.ListenAsync($"unix:{SocketPath},backlog=1");
        await using var one = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
        await using var two = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
        await IsLeftAsync();
    }

    [Theory]
    [InlineData("touch {0}")]
    [InlineData("mkdir {0}")]
    [InlineData("mkfifo {0}")]
    [InlineData("ln -s /nowhere {0}")]
    [InlineData("python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('{0}.target')\"; ln -s {0}.target {0}")]
    public async Task Listen_WhenNoSocketsFileStandsThere_ThenItIsLeft(string making)
    {
        await Child.RunAsync(string.Format(null, making, SocketPath));
        var before = await Child.RunAsync($"stat -c '%F %i' {SocketPath}; ls {_folder.Path}");
        await IsLeftAsync();
        Assert.Equal(before, await Child.RunAsync($"stat -c '%F %i' {SocketPath}; ls {_folder.Path}"));
    }

    [Fact]
    public async Task Listen_WhenALiveListenersPeersComeMeanwhile_ThenItSeesNoStranger()
    {
        await using var other = await TcpListenTests.ListenAsync($"unix:{SocketPath}");
        await IsLeftAsync();
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
        await client.SendTextAsync("first");
        await using var server = await other.AcceptAsync().Soon();
        Assert.Equal("first", await server.ReceiveTextAsync(5));
    }

    [Fact]
    public async Task Listen_WhenTwoProcessesStartAtOnceOnAStaleFile_ThenExactlyOneWins()
    {
        for (var round = 0; round < Rounds; round++)
        {
            await LeaveStaleAsync("listen(1)");
            await using var one = Child.Part("listen", $"unix:{SocketPath}");
            await using var other = Child.Part("listen", $"unix:{SocketPath}");
            await Eventually.HoldsAsync(
                () => one.Output.Contains('\n', StringComparison.Ordinal)
                    && other.Output.Contains('\n', StringComparison.Ordinal));
            var outputs = new[] { one.Output, other.Output };
            Assert.Single(outputs, output => output.StartsWith("listening", StringComparison.Ordinal));
            Assert.Single(outputs, output => output.StartsWith("failed EADDRINUSE", StringComparison.Ordinal));
            await using var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
            await client.SendTextAsync("x");
            Assert.Equal("x", await client.ReceiveTextAsync(1));
            one.Kill();
            other.Kill();
        }
    }

    [Fact]
    public async Task Listen_WhenManyStartAtOnceInOneProcess_ThenExactlyOneWins()
    {
        for (var round = 0; round < 10 * Rounds; round++)
        {
            var attempts = Enumerable.Range(0, 4)
                .Select(_ => Task.Run(() => TcpListenTests.ListenAsync($"unix:{SocketPath}")))
                .ToArray();
            await ((Task)Task.WhenAll(attempts)).Soon().ConfigureAwait(
                ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            var winner = await Assert.Single(attempts, attempt => attempt.IsCompletedSuccessfully);
            Assert.All(attempts.Where(attempt => attempt.IsFaulted), loser =>
                Assert.Equal("EADDRINUSE", Assert.IsType<SoqueteException>(loser.Exception!.InnerException).ErrorName));
            await using var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
            await winner.DisposeAsync();
        }
    }

    private Task LeaveStaleAsync(string call) =>
        Child.RunAsync(
            $"rm -f {SocketPath}; "
            + $"python3 -c \"import socket; s = socket.socket(socket.AF_UNIX); s.bind('{SocketPath}'); s.{call}\"");

    private async Task IsTakenOverAsync()
    {
        await using var listener = await TcpListenTests.ListenAsync($"unix:{SocketPath}");
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{SocketPath}")).Soon();
        await using var server = await listener.AcceptAsync().Soon();
    }

    private async Task IsLeftAsync()
    {
        var e = await Assert.ThrowsAsync<SoqueteException>(() => TcpListenTests.ListenAsync($"unix:{SocketPath}"));
        Assert.Equal("EADDRINUSE", e.ErrorName);
        Assert.EndsWith("somebody listens on that path, or it is no stale socket", e.Message);
    }
}
