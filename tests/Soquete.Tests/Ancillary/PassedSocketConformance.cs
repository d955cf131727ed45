using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Ancillary;

/// <summary>Sockets that are passed, and go on in the hands of who received them.</summary>
public abstract class PassedSocketConformance
{
    private readonly Engine _engine;

    private protected PassedSocketConformance(Engine engine) => _engine = engine;

    [Theory]
    [InlineData("stream", "tcp4:0")]
    [InlineData("seqpacket", "tcp6:0")]
    [InlineData("dgram", "unix:@")]
    public async Task Connection_WhenPassed_ThenTheReceiverTalksOn(string kind, string address)
    {
        var text = address.EndsWith('@') ? address + Guid.NewGuid().ToString("N") : address;
        await using var pair = await AncillaryPair.OpenAsync(kind, _engine);
        await using var listener = await StreamListener.ListenAsync(
            Address.Parse(text), _engine, CancellationToken.None);
        await using var client = await StreamConnection.ConnectAsync(
            Address.Parse(listener.Address.ToString()), new ConnectionOptions { Engine = _engine });
        var server = await listener.AcceptAsync().Soon();
        var handle = server.SocketHandle!;
        await pair.Sender.SendAsync([1], handle);
        var (association, credentials) = (server.Association, server.PeerCredentials);
        await server.DisposeAsync();
        await Eventually.HoldsAsync(() => handle.IsClosed);
        using var descriptors = (await pair.Receiver.ReceiveAsync(new byte[1])).Descriptors!;
        await using var passed = StreamConnection.Adopt(descriptors[0].TakeSocket(), _engine);
        Assert.Equal(association, passed.Association);
        Assert.Equal(credentials?.ProcessId, passed.PeerCredentials?.ProcessId);
        await passed.SendTextAsync("still here");
        Assert.Equal("still here", await client.ReceiveTextAsync(10));
        await client.SendTextAsync("so am I");
        await client.CompleteOutputAsync();
        Assert.Equal("so am I", await passed.ReceiveToEndAsync());
        await passed.CloseAsync().Soon();
        Assert.Equal("", await client.ReceiveToEndAsync());
    }

    [Theory]
    [InlineData("stream")]
    [InlineData("seqpacket")]
    [InlineData("dgram")]
    public async Task Listener_WhenPassed_ThenTheReceiverAccepts(string kind)
    {
        await using var pair = await AncillaryPair.OpenAsync(kind, _engine);
        using var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        var port = ((IPEndPoint)listening.LocalEndPoint!).Port;
        await pair.Sender.SendAsync([1], listening.SafeHandle);
        using var descriptors = (await pair.Receiver.ReceiveAsync(new byte[1])).Descriptors!;
        listening.Dispose();
        var handle = descriptors[0].TakeSocket();
        var e = Assert.Throws<SoqueteException>(() => StreamConnection.Adopt(handle));
        Assert.Equal((FailureKind.Usage, "the socket listens"), (e.Kind, e.Problem));
        using var passed = new Socket(handle);
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:127.0.0.1:{port}"));
        var accepted = await passed.AcceptAsync().Soon();
        await using var server = StreamConnection.Adopt(accepted.SafeHandle, _engine);
        await client.SendTextAsync("hello");
        Assert.Equal("hello", await server.ReceiveTextAsync(5));
    }
}
