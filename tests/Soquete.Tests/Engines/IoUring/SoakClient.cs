using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Engines;
using Soquete.Messages;
using Soquete.Streams;
using Soquete.Tests.Interop;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>One client of a soak: a connection after another, each lived differently.</summary>
/// <param name="engine">What drives it.</param>
/// <param name="server">Whom it talks to.</param>
/// <param name="losesDescriptors">Whether streams read ahead, so that none come with them.</param>
/// <param name="random">Its own.</param>
internal sealed class SoakClient(Engine engine, SoakServer server, bool losesDescriptors, Random random)
{
    public Task VisitAsync() => random.Next(20) switch
    {
        < 6 => EchoAsync(random.Coin() ? SoakWish.Echo : SoakWish.EchoByPipes),
        < 8 => AskForAnAnswerAsync(),
        < 10 => PassDescriptorsAsync(),
        < 12 => PassDescriptorsInMessagesAsync(),
        < 14 => LeaveAFloodAsync(),
        < 15 => SeeAnAbortAsync(),
        < 17 => GiveUpConnectingAsync(),
        < 18 => LeaveAtOnceAsync(),
        _ => CloseAListenerUnderLoadAsync(),
    };

    private Task<StreamConnection> ConnectAsync(CancellationToken cancellationToken = default) =>
        RingEngines.ConnectAsync(engine, server.Streams[random.Next(server.Streams.Count)], cancellationToken);

    private static Task WishAsync(StreamConnection client, SoakWish wish) =>
        client.SendAsync(new[] { (byte)wish }).Soon();

    /// <summary>What was sent comes back, unless the client breaks off.</summary>
    private async Task EchoAsync(SoakWish wish)
    {
        await using var client = await ConnectAsync();
        await WishAsync(client, wish);
        var payload = new byte[random.Next(5) == 0 ? random.Next(400_000) : random.Next(3000)];
        random.NextBytes(payload);
        var sending = SendAsync(client, payload);
        var breaksOff = random.Next(4) == 0;
        var received = await ReceiveAsync(
            client, new byte[breaksOff ? random.Next(payload.Length + 1) : payload.Length]);
        Assert.True(payload.AsSpan(0, received.Length).SequenceEqual(received), "other bytes came back");
        if (breaksOff)
        {
            client.Abort();
            await Record.ExceptionAsync(sending.Soon);
            return;
        }

        await sending.Soon();
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
    }

    private async Task AskForAnAnswerAsync()
    {
        await using var client = await ConnectAsync();
        await WishAsync(client, SoakWish.AnswerAtTheEnd);
        var payload = new byte[random.Next(200_000)];
        await SendAsync(client, payload).Soon();
        Assert.Equal(payload.Length, BitConverter.ToInt32(await ReceiveAsync(client, new byte[sizeof(int)])));
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
    }

    private async Task PassDescriptorsAsync()
    {
        if (losesDescriptors)
        {
            return;
        }

        var passed = 0;
        using var pipe = new PipeEnds();
        await using (var client = await RingEngines.ConnectAsync(engine, server.Streams[^1]))
        {
            await WishAsync(client, SoakWish.TakeDescriptors);
            for (var left = random.Next(10); left > 0; left--)
            {
                var ancillary = Some(pipe);
                passed += ancillary.Descriptors.Count;
                await client.SendAsync(new byte[random.Next(1, 300)], ancillary).Soon();
            }

            await client.CompleteOutputAsync();
            Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
        }

        Assert.Equal(passed, (await pipe.ReadToEndAsync().Soon()).Length);
    }

    private async Task PassDescriptorsInMessagesAsync()
    {
        var passed = 0;
        using var pipe = new PipeEnds();
        await using (var client = await MessageConnector.ConnectAsync(
            server.Messages.Address, engine, CancellationToken.None).Soon())
        {
            for (var left = random.Next(10); left > 0; left--)
            {
                var ancillary = Some(pipe);
                passed += ancillary.Descriptors.Count;
                var length = random.Next(1, 1000);
                await client.SendAsync(new byte[length], ancillary).Soon();
                Assert.Equal(length, (await client.ReceiveAsync(new byte[1000]).Soon()).Length);
            }
        }

        Assert.Equal(passed, (await pipe.ReadToEndAsync().Soon()).Length);
    }

    private AncillaryData Some(PipeEnds pipe) =>
        new() { Descriptors = [.. Enumerable.Repeat(pipe.WriteEnd, random.Next(1, 5))] };

    private async Task LeaveAFloodAsync()
    {
        await using var client = await ConnectAsync();
        await WishAsync(client, SoakWish.Flood);
        await ReceiveAsync(client, new byte[random.Next(300_000)]);
        if (random.Coin())
        {
            await Task.Delay(random.Next(5));
            client.Abort();
        }
    }

    private async Task SeeAnAbortAsync()
    {
        await using var client = await ConnectAsync();
        await WishAsync(client, SoakWish.Abort);
        var broken = await Record.ExceptionAsync(async () =>
        {
            while (await client.ReceiveAsync(new byte[100]).Soon() > 0)
            {
            }
        });
        Assert.True(broken is null or PeerBrokeOffException, $"{broken}");
    }

    private async Task GiveUpConnectingAsync()
    {
        using var giveUp = new CancellationTokenSource();
        var connecting = Task.Run(() => ConnectAsync(giveUp.Token));
        Thread.SpinWait(random.Next(3000));
        await giveUp.CancelAsync();
        var e = await Record.ExceptionAsync(connecting.Soon);
        Assert.True(e is null or OperationCanceledException, $"{e}");
        if (e is null)
        {
            await (await connecting).DisposeAsync();
        }
    }

    private async Task LeaveAtOnceAsync()
    {
        await using var client = await ConnectAsync();
        if (random.Coin())
        {
            await WishAsync(client, SoakWish.Echo);
            await client.SendAsync(new byte[random.Next(50_000)]).Soon();
        }
    }

    private async Task CloseAListenerUnderLoadAsync()
    {
        var listener = await StreamListener.ListenAsync(
            Address.Parse(RingEngines.AddressOf(random.Coin() ? "tcp" : "unix")), engine, CancellationToken.None);
        var closed = new TaskCompletionSource();
        var knocking = Enumerable.Range(0, 4).Select(_ => KnockAsync(listener, closed.Task)).ToList();
        for (var left = random.Next(3); left > 0; left--)
        {
            await (await listener.AcceptAsync().Soon()).DisposeAsync();
        }

        await listener.DisposeAsync().Soon();
        closed.SetResult();
        foreach (var knock in knocking)
        {
            var e = await Record.ExceptionAsync(knock.Soon);
            Assert.True(e is null or SoqueteException, $"{e}");
        }
    }

    /// <summary>
    /// Ends, whatever became of the listener. The kernel says nothing to a TCP client whose handshake ends as the
    /// listener closes: it learns so when it sends. And one that the kernel gave the listener's port, and that is
    /// joined to itself so, gets what it sent.
    /// </summary>
    private async Task KnockAsync(StreamListener listener, Task closed)
    {
        await using var client = await RingEngines.ConnectAsync(engine, listener);
        var receiving = client.ReceiveAsync(new byte[1]).AsTask();
        await closed;
        var broken = await Record.ExceptionAsync(() => client.SendAsync(new byte[1]).Soon());
        Assert.True(broken is null or SoqueteException, $"{client.Association}: {broken}");
        await receiving.Soon();
    }

    private static async Task SendAsync(StreamConnection client, byte[] payload)
    {
        await client.SendAsync(payload);
        await client.CompleteOutputAsync();
    }

    private async Task<byte[]> ReceiveAsync(StreamConnection client, byte[] received)
    {
        for (var filled = 0; filled < received.Length;)
        {
            using var giveUp = new CancellationTokenSource();
            var wanted = received.AsMemory(filled, random.Next(1, received.Length - filled + 1));
            var receiving = client.ReceiveAsync(wanted, giveUp.Token).AsTask();
            switch (random.Next(20))
            {
                case 0:
                    await giveUp.CancelAsync();
                    break;
                case 1:
                    await Task.Delay(random.Next(3));
                    break;
            }

            await ((Task)receiving).Soon().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            filled += receiving.IsCanceled ? 0 : await receiving;
        }

        return received;
    }
}
