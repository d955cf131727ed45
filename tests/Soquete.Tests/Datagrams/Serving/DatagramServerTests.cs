using System.Text;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Datagrams.Serving;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams.Serving;

/// <summary>Handlers for each datagram: how many at once, and when serving is over.</summary>
public class DatagramServerTests
{
    [Fact]
    public async Task Handler_WhenItFails_ThenTheNextDatagramIsServed()
    {
        await using var socket = await BindAsync();
        var failed = new List<string>();
        var server = new DatagramServer(socket, async (request, stop) =>
        {
            if (request.Bytes.IsEmpty)
            {
                throw new InvalidOperationException("nothing was asked");
            }

            await request.ReplyAsync(request.Bytes, stop);
        })
        {
            MaxDatagrams = 2, OnFailed = (_, failure) => failed.Add(failure.Message),
        };
        var serving = server.RunAsync(CancellationToken.None);
        await using var client = await ConnectAsync(socket);
        await client.SendAsync(Array.Empty<byte>());
        await client.SendAsync("hello"u8.ToArray());
        Assert.Equal("hello", await ReceiveAsync(client));
        await serving.WaitAsync(Limits.Event);
        Assert.Equal(["nothing was asked"], failed);
    }

    [Fact]
    public async Task Handlers_WhenAsManyRunAsMay_ThenTheNextDatagramWaits()
    {
        await using var socket = await BindAsync();
        using var release = new SemaphoreSlim(0);
        var (running, most) = (0, 0);
        var server = new DatagramServer(socket, async (_, stop) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await release.WaitAsync(stop);
            Interlocked.Decrement(ref running);
        })
        {
            MaxAtOnce = 2, MaxDatagrams = 5,
        };
        var serving = server.RunAsync(CancellationToken.None);
        await using var client = await ConnectAsync(socket);
        for (var i = 0; i < 5; i++)
        {
            await client.SendAsync(new byte[] { 1 });
        }

        await Eventually.HoldsAsync(() => Volatile.Read(ref running) == 2);
        release.Release(5);
        await serving.WaitAsync(Limits.Event);
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Handler_WhenTheGraceIsOver_ThenItsTokenIsCancelled()
    {
        await using var socket = await BindAsync();
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var server = new DatagramServer(socket, async (_, abandoned) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, abandoned);
        })
        {
            Grace = TimeSpan.FromMilliseconds(1),
        };
        var serving = server.RunAsync(stop.Token);
        await using var client = await ConnectAsync(socket);
        await client.SendAsync(new byte[] { 1 });
        await begun.Task.WaitAsync(Limits.Event);
        await stop.CancelAsync();
        await serving.WaitAsync(Limits.Event);
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Session_WhenItsPeerIsSilent_ThenEndsAndTheNextDatagramBeginsAnother()
    {
        await using var socket = await BindAsync();
        using var stop = new CancellationTokenSource();
        var ended = 0;
        var server = new DatagramSessionServer(socket, async (session, abandoned) =>
        {
            var count = 0;
            while (await session.ReceiveAsync(abandoned) is not null)
            {
                await session.SendAsync(Encoding.UTF8.GetBytes($"{++count}"), abandoned);
            }
        })
        {
            IdleTimeout = TimeSpan.FromMilliseconds(50), OnEnded = (_, _) => Interlocked.Increment(ref ended),
        };
        var serving = server.RunAsync(stop.Token);
        await using var client = await ConnectAsync(socket);
        for (var round = 1; round <= 2; round++)
        {
            await client.SendAsync(new byte[] { 1 });
            Assert.Equal("1", await ReceiveAsync(client));
            await Eventually.HoldsAsync(() => Volatile.Read(ref ended) == round);
            Assert.Equal(0, server.Count);
        }

        await stop.CancelAsync();
        await serving.WaitAsync(Limits.Event);
    }

    [Fact]
    public async Task Sessions_WhenThereAreTooMany_ThenTheOneSilentLongestIsAbandoned()
    {
        await using var socket = await BindAsync();
        using var stop = new CancellationTokenSource();
        var ended = new TaskCompletionSource<DatagramPeer>();
        var server = new DatagramSessionServer(socket, async (session, abandoned) =>
        {
            await session.SendAsync("in"u8.ToArray(), abandoned);
            await Task.Delay(Timeout.Infinite, abandoned);
        })
        {
            MaxSessions = 2, Grace = TimeSpan.FromMilliseconds(1),
            OnEnded = (session, _) => ended.TrySetResult(session.Peer),
        };
        var serving = server.RunAsync(stop.Token);
        var clients = new List<DatagramSocket>();
        for (var i = 0; i < 3; i++)
        {
            clients.Add(await ConnectAsync(socket));
            await clients[i].SendAsync(new byte[] { 1 });
            Assert.Equal("in", await ReceiveAsync(clients[i]));
        }

        var first = await ended.Task.WaitAsync(Limits.Event);
        Assert.Equal(clients[0].LocalEnds[0].ToString(), first.ToString());
        await stop.CancelAsync();
        await serving.WaitAsync(Limits.Event);
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    private static async Task<DatagramSocket> BindAsync() =>
        await DatagramSocket.BindAsync(Address.Parse("udp:127.0.0.1:0"));

    private static async Task<DatagramSocket> ConnectAsync(DatagramSocket to) =>
        await DatagramSocket.ConnectAsync(Address.Parse($"udp:{to.LocalEnds[0]}"));

    private static async Task<string> ReceiveAsync(DatagramSocket socket)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        var buffer = new byte[100];
        var datagram = await socket.ReceiveAsync(buffer, limit.Token);
        return Encoding.UTF8.GetString(buffer, 0, datagram.Count);
    }
}
