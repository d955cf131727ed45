using System.Text;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <summary>The calls that wait on the caller's thread.</summary>
public class BlockingTests
{
    public static TheoryData<string, string> Pairs => new()
    {
        { "udp4:127.0.0.1:0", "udp4:127.0.0.1:PORT" },
        { "udp6:[::1]:0", "udp6:[::1]:PORT" },
        { "udp:0", "udp4:127.0.0.1:PORT" },
        { "udp:*:0", "udp6:[::1]:PORT" },
        { "unix-dgram:@NAME", "unix-dgram:@NAME" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task ReceiveAndSend_WhenEachHasAThread_ThenQuestionsAreAnswered(string listening, string connecting)
    {
        await using var server = await DatagramSocket.BindAsync(Parse(listening));
        await using var client = await DatagramSocket.ConnectAsync(Parse(connecting, server));
        var answering = OnThread(() =>
        {
            var room = new byte[64];
            for (var i = 0; i < 200; i++)
            {
                var question = server.Receive(room);
                server.SendTo(room.AsSpan(0, question.Count), question.Source);
            }
        });
        var asking = OnThread(() =>
        {
            var room = new byte[64];
            for (var i = 0; i < 200; i++)
            {
                var question = Encoding.ASCII.GetBytes($"question {i}");
                client.Send(question);
                Assert.Equal(question, room[..client.Receive(room).Count]);
            }
        });
        await Task.WhenAll(answering, asking).Soon();
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Batches_WhenReceivedOnAThread_ThenNothingIsMissing(string listening, string connecting)
    {
        const int Datagrams = 2_000;
        await using var server = await DatagramSocket.BindAsync(Parse(listening));
        await using var client = await DatagramSocket.ConnectAsync(Parse(connecting, server));
        var echoing = OnThread(() =>
        {
            using var batch = new DatagramBatch(slots: 8);
            for (var left = Datagrams; left > 0; left -= batch.Count)
            {
                server.Receive(batch);
                server.Send(batch);
            }
        });
        var asking = OnThread(() =>
        {
            using var batch = new DatagramBatch(slots: 8);
            for (var sent = 0; sent < Datagrams; sent += 8)
            {
                batch.Clear();
                for (var i = sent; i < sent + 8; i++)
                {
                    Assert.True(batch.TryAdd(BitConverter.GetBytes(i)));
                }

                client.Send(batch);
                for (var i = sent; i < sent + 8;)
                {
                    client.Receive(batch);
                    foreach (var answer in batch)
                    {
                        Assert.Equal(i++, BitConverter.ToInt32(answer.Bytes));
                    }
                }
            }
        });
        await Task.WhenAll(echoing, asking).Soon();
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Receive_WhenTheSocketIsClosed_ThenItEnds(string listening, string connecting)
    {
        await using var server = await DatagramSocket.BindAsync(Parse(listening));
        await using var client = await DatagramSocket.ConnectAsync(Parse(connecting, server));
        foreach (var socket in (DatagramSocket[])[server, client])
        {
            // It may come before the call begins or after, which must not matter.
            var waiting = OnThread(() => Assert.Throws<ObjectDisposedException>(() => socket.Receive(new byte[8])));
            await socket.DisposeAsync();
            await waiting.Soon();
        }
    }

    [Fact]
    public async Task Send_WhenAUnixReceiverIsFull_ThenItWaitsForRoom()
    {
        await using var server = await DatagramSocket.BindAsync(Parse("unix-dgram:@NAME"));
        await using var client = await DatagramSocket.ConnectAsync(Parse("unix-dgram:@NAME", server));
        const int Datagrams = 5_000;
        var sending = OnThread(() =>
        {
            for (var i = 0; i < Datagrams; i++)
            {
                client.Send(BitConverter.GetBytes(i));
            }
        });
        var room = new byte[8];
        for (var i = 0; i < Datagrams; i++)
        {
            Assert.Equal(4, (await server.ReceiveAsync(room).AsTask().Soon()).Count);
            Assert.Equal(i, BitConverter.ToInt32(room));
        }

        await sending.Soon();
    }

    [Fact]
    public async Task Receive_WhenThePortIsClosed_ThenItIsRefused()
    {
        await using var closed = await DatagramSocket.BindAsync(Parse("udp4:127.0.0.1:0"));
        var address = Parse("udp4:127.0.0.1:PORT", closed);
        await closed.DisposeAsync();
        await using var client = await DatagramSocket.ConnectAsync(address);
        client.Send("anybody?"u8);
        var refusal = Assert.Throws<SoqueteException>(() => client.Receive(new byte[8]));
        Assert.Equal(FailureKind.Refused, refusal.Kind);
    }

    private static readonly string Name = $"blocking-{Environment.ProcessId}";
    private static int _names;

    private static Address Parse(string text, DatagramSocket? server = null) => server is null
        ? Address.Parse(text.Replace("NAME", $"{Name}-{Interlocked.Increment(ref _names)}", StringComparison.Ordinal))
        : server.Address is UnixDatagramAddress name ? new UnixDatagramAddress(name.Name)
        : Address.Parse(text.Replace("PORT", $"{server.LocalEnds[0].Port}", StringComparison.Ordinal));

    private static Task OnThread(Action action) => Task.Factory.StartNew(
        action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
