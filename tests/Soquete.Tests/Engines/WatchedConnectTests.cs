using System.Net;
using System.Net.Sockets;
using Soquete.Engines;
using Soquete.Engines.Portable;
using Soquete.Interop;
using Soquete.Tests.Engines.IoUring;
using Soquete.Tests.Streams.Connecting;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines;

/// <summary>
/// The connect and the accept of domains that the runtime does not know, over one that it does: the code is the same.
/// </summary>
public class WatchedConnectTests
{
    public static TheoryData<string> Engines => ["portable", "io_uring"];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Run_WhenSomebodyListens_ThenTheSocketIsConnectedAndCarriesBytes(string name)
    {
        var engine = EngineOf(name);
        await using var listening = new PortablePlainListener(Listen(out var end));
        var accepting = listening.AcceptAsync(CancellationToken.None);
        var socket = Open();
        Assert.Equal(Errno.None, await WatchedConnect.RunAsync(engine, socket, end, CancellationToken.None).Soon());
        using var client = engine.AdoptReady(socket, isUnix: false);
        using var server = (await accepting.Soon()).Transport!;

        Assert.Equal(5, (await client.SendAsync("hello"u8.ToArray(), CancellationToken.None).Soon()).Count);
        Assert.Equal(Errno.None, client.CompleteOutput());
        var buffer = new byte[10];
        Assert.Equal(5, (await server.ReceiveAsync(buffer, CancellationToken.None).Soon()).Count);
        Assert.Equal(0, (await server.ReceiveAsync(buffer, CancellationToken.None).Soon()).Count);
        Assert.Equal(3, (await server.SendAsync("bye"u8.ToArray(), CancellationToken.None).Soon()).Count);
        Assert.Equal(3, (await client.ReceiveAsync(buffer, CancellationToken.None).Soon()).Count);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Run_WhenNobodyListens_ThenTellsAndCloses(string name)
    {
        SocketName end;
        await using (new PortablePlainListener(Listen(out end)))
        {
        }

        var socket = Open();
        var error = await WatchedConnect.RunAsync(EngineOf(name), socket, end, CancellationToken.None).Soon();
        Assert.Equal((Errno.ECONNREFUSED, true), (error, socket.IsClosed));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Run_WhenItIsCancelled_ThenThrowsAndCloses(string name)
    {
        using var hole = await BlackHole.OpenAsync(IPAddress.Loopback);
        using var cancel = new CancellationTokenSource();
        var socket = Open();
        var connecting = WatchedConnect.RunAsync(
            EngineOf(name), socket, SocketName.FromInternet(hole.End), cancel.Token).AsTask();
        Assert.False(connecting.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Soon());
        Assert.True(socket.IsClosed);
    }

    private static Engine EngineOf(string name) => name == "portable" ? new PortableEngine() : RingEngines.ThreadPool;

    private static SafeSocketHandle Open()
    {
        Assert.Equal(Errno.None, NativeSocket.Open(Domain.Inet, SocketKind.Stream, Protocol.Tcp, out var socket));
        return socket;
    }

    private static SafeSocketHandle Listen(out SocketName end)
    {
        var socket = Open();
        Assert.Equal(Errno.None, NativeSocket.Bind(socket, SocketName.FromInternet(new(IPAddress.Loopback, 0))));
        Assert.Equal(Errno.None, NativeSocket.Listen(socket, 1));
        Assert.Equal(Errno.None, NativeFile.SetNonBlocking(socket, on: true));
        Assert.Equal(Errno.None, NativeSocket.LocalName(socket, out end));
        return socket;
    }
}
