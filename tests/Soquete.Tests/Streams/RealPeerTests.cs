using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams;

/// <summary>socat, ncat and nc at the other end.</summary>
public sealed class RealPeerTests : IDisposable
{
    private const int Length = 10_000_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tcp4:0")]
    [InlineData("unix:{0}")]
    public async Task Send_WhenThePeerIsKilledInMidTransfer_ThenSaysThatItBrokeOff(string format)
    {
        var address = Address.Parse(string.Format(null, format, _folder["s"]));
        await using var listener = await StreamListener.ListenAsync(address);
        var target = listener.LocalEnds[0].Port is { } port ? $"TCP:127.0.0.1:{port}" : $"UNIX:{_folder["s"]}";
        await using var peer = Child.Start(
            "socat", "-u", target, $"SYSTEM:head -c 100000 > /dev/null; touch {_folder["read"]}; sleep 1000");
        await using var server = await listener.AcceptAsync().Soon();
        var sending = RandomPayload.SendAsync(server, 1L << 40, seed: 8);
        await Eventually.HoldsAsync(() => File.Exists(_folder["read"]));
        peer.Kill();
        var e = await Assert.ThrowsAsync<PeerBrokeOffException>(sending.Soon);
        Assert.True(e.BytesSent >= 100_000);
        Assert.Equal(server.BytesSent, e.BytesSent);
    }

    [Theory]
    [InlineData("tcp4:0")]
    [InlineData("unix:{0}")]
    public async Task Echo_WhenThePeerIsSocatOrNcat_ThenEveryByteComesBack(string format)
    {
        var address = Address.Parse(string.Format(null, format, _folder["s"]));
        await using var listener = await StreamListener.ListenAsync(address);
        await File.WriteAllBytesAsync(_folder["payload"], RandomPayload.Of(Length));
        var isTcp = listener.LocalEnds[0].Port is not null;
        var port = listener.LocalEnds[0].Port;
        foreach (var client in new[]
        {
            isTcp ? $"socat -t 30 - TCP:127.0.0.1:{port}" : $"socat -t 30 - UNIX-CONNECT:{_folder["s"]}",
            isTcp ? $"ncat 127.0.0.1 {port}" : $"ncat -U {_folder["s"]}",
            isTcp ? $"nc -N 127.0.0.1 {port}" : $"nc -N -U {_folder["s"]}",
        })
        {
            await using var child = Child.Script($"{client} < {_folder["payload"]} | cmp - {_folder["payload"]}");
            await using var peer = await listener.AcceptAsync().Soon();
            await peer.EchoAsync().AtLast();
            await peer.CloseAsync().Soon();
            await child.EndAsync(0);
        }
    }

    [Theory]
    [InlineData("TCP-LISTEN:0,bind=127.0.0.1", "tcp")]
    [InlineData("UNIX-LISTEN:{0}", "unix")]
    public async Task Connect_WhenSocatListens_ThenEveryByteComesBack(string server, string scheme)
    {
        await using var peer = Child.Start(
            "socat", "-d", "-d", "-t", "30", string.Format(null, server, _folder["s"]), "EXEC:cat");
        var line = await peer.LineAsync("listening on");
        var target = scheme == "unix" ? $"unix:{_folder["s"]}" : $"tcp4:{line[(line.LastIndexOf(':') + 1)..]}";
        await using var client = await StreamConnection.ConnectAsync(Address.Parse(target)).Soon();
        var sending = RandomPayload.SendAsync(client, Length, seed: 9);
        var received = await RandomPayload.ReceiveAsync(client).AtLast();
        Assert.Equal((await sending, Length), received);
        await peer.EndAsync(0);
    }

    [Theory]
    [InlineData("tcp")]
    [InlineData("unix")]
    public async Task Connect_WhenNcatListens_ThenItReceivesAndSendsEverything(string scheme)
    {
        await File.WriteAllBytesAsync(_folder["payload"], RandomPayload.Of(Length));
        var (listen, target) = scheme == "unix"
            ? ($"-U {_folder["s"]}", $"unix:{_folder["s"]}")
            : ($"127.0.0.1 {FreePort()}", "");
        target = scheme == "unix" ? target : $"tcp4:{listen[10..]}";
        await using (var receiver = Child.Script($"exec ncat -v -l --recv-only {listen} > {_folder["got"]}"))
        {
            await receiver.LineAsync("Listening on");
            await using var client = await StreamConnection.ConnectAsync(Address.Parse(target)).Soon();
            await client.SendAsync(await File.ReadAllBytesAsync(_folder["payload"]));
            await client.CloseAsync().Soon();
            await receiver.EndAsync(0);
            await Child.RunAsync($"cmp {_folder["got"]} {_folder["payload"]}; rm -f {_folder["s"]}");
        }

        await using var sender = Child.Script($"exec ncat -v -l --send-only {listen} < {_folder["payload"]}");
        await sender.LineAsync("Listening on");
        await using var reader = await StreamConnection.ConnectAsync(Address.Parse(target)).Soon();
        Assert.Equal(Length, (await RandomPayload.ReceiveAsync(reader).Soon()).Length);
    }

    /// <summary>ncat does not say which port it took, so it is told one.</summary>
    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
