using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Streams;
using Soquete.Streams.Connecting;
using Soquete.Tests.Engines;
using Soquete.Tests.Interop;
using Soquete.Tests.Support;

namespace Soquete.Tests.Ancillary;

/// <summary>Descriptors in streams, where no boundary says whose they are.</summary>
public abstract class StreamAncillaryConformance
{
    private readonly Engine _engine;

    private protected StreamAncillaryConformance(Engine engine) => _engine = engine;

    [Fact]
    public async Task Send_WhenTheBytesDoNotPassAtOnce_ThenAllArriveAndTheDescriptorsOnce()
    {
        const int Length = 1024 * 1024;
        await using var pair = await OpenAsync(",send-buffer=8k");
        using var pipe = new PipeEnds();
        var bytes = RandomPayload.Of(Length);
        var sending = pair.Client.SendAsync(bytes, new AncillaryData { Descriptors = [pipe.WriteEnd, pipe.WriteEnd] });
        var received = new List<byte>(Length);
        var descriptors = 0;
        var buffer = new byte[10_000];
        while (received.Count < Length)
        {
            var arrived = await pair.Server.ReceiveAncillaryAsync(buffer).Soon();
            received.AddRange(buffer.AsSpan(0, arrived.Count));
            descriptors += arrived.Descriptors?.Count ?? 0;
        }

        await sending.Soon();
        Assert.Equal(2, descriptors);
        Assert.Equal(bytes, received);
        Assert.Equal((Length, Length), (pair.Client.BytesSent, pair.Server.BytesReceived));
    }

    [Fact]
    public async Task Receive_WhenItIsAnOrdinaryOne_ThenTheDescriptorsAreClosed()
    {
        await using var pair = await OpenAsync();
        using var pipe = new PipeEnds();
        await pair.Client.SendAsync("with one"u8.ToArray(), new AncillaryData { Descriptors = [pipe.WriteEnd] }).Soon();
        Assert.Equal("with one", await pair.Server.ReceiveTextAsync(8));
        await pair.Client.SendAsync("and more"u8.ToArray(), new AncillaryData { Descriptors = [pipe.WriteEnd] }).Soon();
        var read = await pair.Server.Input.ReadAsync().Soon();
        Assert.Equal(8, read.Buffer.Length);
        Assert.Equal("", await pipe.ReadToEndAsync().Soon());
    }

    [Fact]
    public async Task ReceiveAncillary_WhenBytesComeAlone_ThenTheyHaveASenderAndTheEndHasNone()
    {
        await using var pair = await OpenAsync();
        var receiving = pair.Server.ReceiveAncillaryAsync(new byte[8]).AsTask();
        await pair.Client.SendTextAsync("plain");
        var bytes = await receiving.Soon();
        Assert.Equal((5, MessageCredentials.OfThisProcess), (bytes.Count, bytes.Credentials));
        Assert.Null(bytes.Descriptors);
        var waiting = pair.Server.ReceiveAncillaryAsync(Memory<byte>.Empty).AsTask();
        await pair.Client.SendTextAsync("more");
        Assert.Equal(0, (await waiting.Soon()).Count);
        Assert.Equal(4, (await pair.Server.ReceiveAncillaryAsync(new byte[8]).Soon()).Count);
        await pair.Client.CompleteOutputAsync();
        var end = await pair.Server.ReceiveAncillaryAsync(new byte[8]).Soon();
        Assert.Equal((0, null, null), (end.Count, end.Credentials, end.Descriptors));
    }

    [Fact]
    public async Task ReceiveAncillary_WhenItIsCancelledOrClosed_ThenEnds()
    {
        await using var pair = await OpenAsync();
        using var giveUp = new CancellationTokenSource();
        var receiving = pair.Server.ReceiveAncillaryAsync(new byte[8], giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(receiving.Soon);
        receiving = pair.Server.ReceiveAncillaryAsync(new byte[8]).AsTask();
        await pair.Server.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(receiving.Soon);
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => pair.Server.ReceiveAncillaryAsync(new byte[8]).Soon());
        Assert.Equal(0, (await pair.Client.ReceiveAncillaryAsync(new byte[8]).Soon()).Count);
    }

    [Fact]
    public async Task ReceiveAncillary_WhenNothingPassesForTheIdleTimeout_ThenTimesOut()
    {
        await using var pair = await OpenAsync(",idle-timeout=50ms");
        var e = await Assert.ThrowsAsync<SoqueteException>(
            () => pair.Client.ReceiveAncillaryAsync(new byte[8]).Soon());
        Assert.Equal(FailureKind.TimedOut, e.Kind);
    }

    [Fact]
    public async Task Send_WhenThereAreNoBytes_ThenIsRefused()
    {
        await using var pair = await OpenAsync();
        var e = await Assert.ThrowsAsync<ArgumentException>(
            () => pair.Client.SendAsync(ReadOnlyMemory<byte>.Empty, new AncillaryData()).Soon());
        Assert.Contains("in a stream they go with a byte", e.Message);
    }

    [Theory]
    [InlineData("tcp4:0", null)]
    [InlineData(null, "exec:cat")]
    public async Task Send_WhenItIsNoUnixSocket_ThenIsRefusedAndBytesStillPass(string? listen, string? connect)
    {
        await using var listener = listen is null ? null : await StreamListener.ListenAsync(
            Address.Parse(listen), _engine, CancellationToken.None);
        await using var client = await StreamConnection.ConnectAsync(
            Address.Parse(connect ?? listener!.Address.ToString()), new ConnectionOptions { Engine = _engine }).Soon();
        await using var server = listener is null ? null : await listener.AcceptAsync().Soon();
        var e = await Assert.ThrowsAsync<SoqueteException>(
            () => client.SendAsync(new byte[1], new AncillaryData()).Soon());
        Assert.Equal(
            (FailureKind.Usage, "descriptors and credentials pass over unix sockets alone"), (e.Kind, e.Problem));
        await (server ?? client).SendTextAsync("bytes");
        var bytes = await client.ReceiveAncillaryAsync(new byte[8]).Soon();
        Assert.Equal((5, null, null), (bytes.Count, bytes.Credentials, bytes.Descriptors));
    }

    [Fact]
    public void Adopt_WhenItIsNoConnectedStream_ThenSaysSo()
    {
        using var unconnected = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var e = Assert.Throws<SoqueteException>(() => StreamConnection.Adopt(unconnected.SafeHandle));
        Assert.Equal(("the socket is not connected", "ENOTCONN"), (e.Problem, e.ErrorName));
        using var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        e = Assert.Throws<SoqueteException>(() => StreamConnection.Adopt(datagrams.SafeHandle));
        Assert.Equal((FailureKind.Usage, "it is no stream socket"), (e.Kind, e.Problem));
        using var file = File.OpenHandle("/dev/null");
        using var noSocket = new SafeSocketHandle(file.DangerousGetHandle(), ownsHandle: false);
        e = Assert.Throws<SoqueteException>(() => StreamConnection.Adopt(noSocket));
        Assert.Equal("it is no stream socket", e.Problem);
        Assert.False(unconnected.SafeHandle.IsClosed);
    }

    [Fact]
    public async Task Adopt_WhenItIsOneOfAPair_ThenTalks()
    {
        using var pair = new SocketPair();
        await using var first = StreamConnection.Adopt(pair.First, _engine);
        await using var second = StreamConnection.Adopt(pair.Second, _engine);
        Assert.Equal("unix (unnamed) <-> (unnamed)", first.Association.ToString());
        Assert.Equal(Environment.ProcessId, first.PeerCredentials!.ProcessId);
        await first.SendTextAsync("to the other");
        Assert.Equal("to the other", await second.ReceiveTextAsync(12));
        await first.DisposeAsync();
        Assert.True(pair.First.IsClosed);
        Assert.Equal("", await second.ReceiveToEndAsync());
    }

    private async Task<ConnectionPair> OpenAsync(string connectOptions = "")
    {
        var name = $"unix:@soquete-{Guid.NewGuid():N}";
        var listener = await StreamListener.ListenAsync(Address.Parse(name), _engine, CancellationToken.None);
        var client = await Connector.ConnectAsync(
            Address.Parse(name + connectOptions), EndUse.Both, _engine, CancellationToken.None).Soon();
        return new ConnectionPair(listener, client, await listener.AcceptAsync().Soon());
    }
}
