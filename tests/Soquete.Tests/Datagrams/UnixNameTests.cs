using System.Globalization;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <summary>Senders without a name, with one of the kernel's choice and with one of their own; and paths.</summary>
[SupportedOSPlatform("linux")]
public sealed class UnixNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(",unbound", DatagramPeerKind.Unbound)]
    [InlineData("", DatagramPeerKind.Anonymous)]
    [InlineData(",bind={0}", DatagramPeerKind.Named)]
    [InlineData(",bind=@{1}", DatagramPeerKind.Named)]
    public async Task Source_WhenTheSenderIsNamedOrNot_ThenTheReceiverCanTell(string options, DatagramPeerKind kind)
    {
        await using var bound = await BindAsync();
        var own = string.Format(CultureInfo.InvariantCulture, options, _folder["own"], $"soquete-{Guid.NewGuid():N}");
        await using var sender = await ConnectAsync(own);
        await sender.SendTextAsync("who am I?");
        var (datagram, text) = await bound.ReceiveWholeAsync();
        Assert.Equal(("who am I?", kind), (text, datagram.Source.Kind));
        Assert.Equal(sender.LocalEnds[0], datagram.Source.End);
        using var batch = new DatagramBatch();
        batch.TryAdd("and now?"u8);
        await sender.SendAsync(batch).Soon();
        await bound.ReceiveAsync(batch).Soon();
        foreach (var entry in batch)
        {
            Assert.Equal((datagram.Source, kind), (entry.Peer, entry.Peer.Kind));
        }

        if (kind == DatagramPeerKind.Unbound)
        {
            Assert.Equal("(unnamed)", datagram.Source.ToString());
            var failure = await Assert.ThrowsAsync<SoqueteException>(() => bound.ReplyTextAsync("you?", datagram));
            Assert.Contains("without a name", failure.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<SoqueteException>(() => bound.SendAsync(batch).Soon());
            return;
        }

        await bound.ReplyTextAsync("you", datagram);
        await bound.SendAsync(batch).Soon();
        Assert.Equal("you", await sender.ReceiveTextAsync());
        Assert.Equal("and now?", await sender.ReceiveTextAsync());
    }

    [Fact]
    public async Task Path_WhenItIsBound_ThenItsModeIs600AndItGoesWithTheSocket()
    {
        var bound = await BindAsync();
        var sender = await ConnectAsync($",bind={_folder["own"]}");
        foreach (var path in new[] { _folder["s"], _folder["own"] })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        await sender.DisposeAsync();
        await bound.DisposeAsync();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        await using var open = await BindAsync(",mode=666");
        Assert.Equal((UnixFileMode)0b110_110_110, File.GetUnixFileMode(_folder["s"]));
    }

    [Fact]
    public async Task Bind_WhenAStaleSocketHasThePath_ThenTakesItOver()
    {
        using (var dead = new Socket(
            AddressFamily.Unix, SocketType.Dgram,
            ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(_folder["s"]));
            var taken = await Assert.ThrowsAsync<SoqueteException>(() => BindAsync());
            Assert.Equal("EADDRINUSE", taken.ErrorName);
            // The runtime removes the path of a socket that it closes.
            await Child.RunAsync($"ln '{_folder["s"]}' '{_folder["stale"]}'");
        }

        File.Move(_folder["stale"], _folder["s"]);
        await using var bound = await BindAsync();
        await using var sender = await ConnectAsync();
        await sender.SendTextAsync("alive");
        Assert.Equal("alive", await bound.ReceiveTextAsync());
    }

    [Fact]
    public async Task Bind_WhenThePathIsNoSocketOrIsLive_ThenLeavesItAlone()
    {
        await File.WriteAllTextAsync(_folder["s"], "a letter");
        await Assert.ThrowsAsync<SoqueteException>(() => BindAsync());
        Assert.Equal("a letter", await File.ReadAllTextAsync(_folder["s"]));
        File.Delete(_folder["s"]);
        await using var live = await BindAsync();
        await Assert.ThrowsAsync<SoqueteException>(() => BindAsync());
        await using var sender = await ConnectAsync();
        await sender.SendTextAsync("still the first");
        Assert.Equal("still the first", await live.ReceiveTextAsync());
    }

    [Fact]
    public async Task Dispose_WhenAnotherFileHasThePathByNow_ThenLeavesThat()
    {
        var bound = await BindAsync();
        File.Delete(_folder["s"]);
        await File.WriteAllTextAsync(_folder["s"], "somebody else's");
        await bound.DisposeAsync();
        Assert.Equal("somebody else's", await File.ReadAllTextAsync(_folder["s"]));
    }

    private Task<DatagramSocket> BindAsync(string options = "") =>
        DatagramSocket.BindAsync(Address.Parse($"unix-dgram:{_folder["s"]}{options}")).Soon();

    private Task<DatagramSocket> ConnectAsync(string options = "") =>
        DatagramSocket.ConnectAsync(Address.Parse($"unix-dgram:{_folder["s"]}{options}")).Soon();
}
