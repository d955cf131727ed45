using Soquete.Addresses;
using Soquete.Messages;
using Soquete.Tests.Support;

namespace Soquete.Tests.Messages;

/// <content>What is refused, what takes too long, what is too long, and how many there can be.</content>
public abstract partial class MessageConformance
{
    /// <summary>What the kernel takes of a send buffer for itself (af_unix.c).</summary>
    private const int Overhead = 32;

    [Fact]
    public async Task Send_WhenTheMessageFillsTheSendBuffer_ThenPassesAndOneByteMoreIsTooLong()
    {
        // The kernel doubles what is asked for (socket(7)).
        const int Most = (2 * 65536) - Overhead;
        await using var pair = await PairAsync(connectOptions: ",send-buffer=64k");
        var longest = RandomPayload.Of(Most);
        var sending = pair.Client.SendAsync(longest).Soon();
        var buffer = new byte[Most + 1];
        var message = await pair.Server.ReceiveAsync(buffer).Soon();
        await sending;
        Assert.Equal(longest, buffer[..message.Count]);
        var e = await Assert.ThrowsAsync<MessageTooLongException>(
            () => pair.Client.SendAsync(new byte[Most + 1]).Soon());
        Assert.Equal($"{pair.Client.Association}: the message is too long (sendto: EMSGSIZE)", e.Message);
        Assert.Null(e.PathMtu);
        await pair.Client.SendTextAsync("and on");
        Assert.Equal("and on", await pair.Server.ReceiveTextAsync());
        Assert.Equal((2, Most + 6), (pair.Client.MessagesSent, pair.Client.BytesSent));
    }

    [Fact]
    public async Task Send_WhenTheMessageIsMuchTooLong_ThenIsTooLong()
    {
        await using var pair = await PairAsync();
        await Assert.ThrowsAsync<MessageTooLongException>(
            () => pair.Client.SendAsync(new byte[64 * 1024 * 1024]).Soon());
    }

    [Fact]
    public async Task Receive_WhenNothingPassesForTheIdleTimeout_ThenTimesOut()
    {
        await using var pair = await PairAsync(connectOptions: ",idle-timeout=50ms");
        var e = await Assert.ThrowsAsync<SoqueteException>(() => pair.Client.ReceiveAsync(new byte[1]).Soon());
        Assert.Equal(FailureKind.TimedOut, e.Kind);
        Assert.Equal($"{pair.Client.Association}: nothing passed for 50ms (idle-timeout)", e.Message);
        await Assert.ThrowsAsync<SoqueteException>(() => pair.Client.SendAsync(new byte[1]).Soon());
        await pair.Server.ReceiveEndAsync();
    }

    [Fact]
    public async Task Receive_WhenAnAcceptedPeerIsSilent_ThenTheListenersIdleTimeoutEndsIt()
    {
        await using var pair = await PairAsync(listenOptions: ",idle-timeout=50ms");
        var e = await Assert.ThrowsAsync<SoqueteException>(() => pair.Server.ReceiveAsync(new byte[1]).Soon());
        Assert.Equal(FailureKind.TimedOut, e.Kind);
    }

    [Fact]
    public async Task Connect_WhenNobodyListensAnyMore_ThenIsRefused()
    {
        await (await ListenAsync()).DisposeAsync();
        var e = await Assert.ThrowsAsync<SoqueteException>(() => ConnectAsync().Soon());
        Assert.Equal((FailureKind.Refused, "connect"), (e.Kind, e.Call));
        Assert.Contains(_name, e.Message);
    }

    [Fact]
    public async Task Connect_WhenAStreamListensThere_ThenIsNotConnected()
    {
        await using var listener = await Soquete.Streams.StreamListener.ListenAsync(Address.Parse($"unix:{_name}"));
        var e = await Assert.ThrowsAsync<SoqueteException>(() => ConnectAsync().Soon());
        // Each type has abstract names of its own; a path is one for all of them.
        Assert.Equal(_name[0] == '@' ? "ECONNREFUSED" : "EPROTOTYPE", e.ErrorName);
    }

    [Fact]
    public async Task Connect_WhenTheBacklogStaysFull_ThenTimesOut()
    {
        await using var listener = await ListenAsync(",backlog=1");
        // The first has all the time that it needs: on a slow machine it would be the one that times out.
        var waiting = new List<MessageConnection> { await ConnectAsync().Soon() };
        var e = await Assert.ThrowsAsync<ConnectFailedException>(async () =>
        {
            while (waiting.Count < 10)
            {
                waiting.Add(await ConnectAsync(",connect-timeout=200ms").Soon());
            }
        });
        Assert.Equal(FailureKind.TimedOut, e.Kind);
        Assert.Contains("not connected within 200ms", e.Message);
        await Task.WhenAll(waiting.Select(connection => connection.DisposeAsync().Soon()));
    }

    [Fact]
    public async Task Connect_WhenTheBacklogIsFullForAWhile_ThenWaitsForAPlace()
    {
        await using var listener = await ListenAsync(",backlog=1");
        var connecting = Enumerable.Range(0, 10).Select(_ => ConnectAsync().Soon()).ToArray();
        foreach (var _ in connecting)
        {
            await using var server = await listener.AcceptAsync().Soon();
        }

        await Task.WhenAll((await Task.WhenAll(connecting)).Select(client => client.DisposeAsync().Soon()));
    }

    [Fact]
    public async Task Connect_WhenCancelled_ThenThrows()
    {
        await using var listener = await ListenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ConnectAsync("", new CancellationToken(true)));
    }

    [Theory]
    [InlineData("unix:@x", "unix has no connections that keep messages: unix-seqpacket has")]
    [InlineData("unix-dgram:@x", "unix-dgram has no connections that keep messages: unix-seqpacket has")]
    [InlineData("unix-seqpacket:@x,backlog=5", "option 'backlog' is for listening")]
    public async Task Connect_WhenTheAddressIsOfAnotherUse_ThenSaysSo(string address, string problem)
    {
        var e = await Assert.ThrowsAsync<AddressFormatException>(
            () => MessageConnection.ConnectAsync(Address.Parse(address)).Soon());
        Assert.Contains(problem, e.Message);
    }

    [Fact]
    public async Task Listen_WhenTheAddressIsOfAnotherUse_ThenSaysSo()
    {
        var e = await Assert.ThrowsAsync<AddressFormatException>(
            () => MessageListener.ListenAsync(Address.Parse("unix-seqpacket:@x,connect-timeout=1s")).Soon());
        Assert.Contains("option 'connect-timeout' is for connecting", e.Message);
        await Assert.ThrowsAsync<AddressFormatException>(
            () => MessageListener.ListenAsync(Address.Parse("tcp:0")).Soon());
    }
}
