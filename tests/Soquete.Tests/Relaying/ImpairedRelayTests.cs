using System.Security.Cryptography;
using Soquete.Addresses;
using Soquete.Impairments;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying;

/// <summary>What relays do wrong on purpose, counted.</summary>
public sealed class ImpairedRelayTests : IDisposable
{
    private const int Datagrams = 500;
    private const string Last = "the last";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_WhenTheSeedIsTheSame_ThenTheSameDatagramsAreLostAndDoubled()
    {
        var one = await PassAsync("loss=10%,duplicate=5%,seed=42");
        var other = await PassAsync("loss=10%,duplicate=5%,seed=42");
        var third = await PassAsync("loss=10%,duplicate=5%,seed=43");
        Assert.Equal(one.Arrived, other.Arrived);
        Assert.NotEqual(one.Arrived, third.Arrived);
        Assert.Equal(one.Counts, other.Counts);
        Assert.Equal((Datagrams, 0L), (one.Counts.Received, one.Counts.Overflowed));
        Assert.Equal(one.Arrived.Count, one.Counts.Delivered);
        Assert.Equal(one.Counts.Duplicated, one.Arrived.Count - one.Arrived.Distinct().Count());
        Assert.Equal(one.Counts.Lost, Datagrams - one.Arrived.Distinct().Count());
        Assert.InRange(one.Counts.Lost, 1, Datagrams / 2);
        Assert.InRange(one.Counts.Duplicated, 1, Datagrams / 2);
    }

    [Fact]
    public async Task Run_WhenDatagramsAreReordered_ThenAsManyAsArriveLateAreCounted()
    {
        var (arrived, counts) = await PassAsync("reorder=10%,seed=7");
        var (latest, late) = (-1, 0);
        foreach (var number in arrived)
        {
            late += number < latest ? 1 : 0;
            latest = Math.Max(latest, number);
        }

        Assert.Equal(Enumerable.Range(0, Datagrams), arrived.Order());
        Assert.Equal(counts.Reordered, late);
        Assert.True(late > 0);
    }

    [Fact]
    public async Task Run_WhenAnswersAreLost_ThenItIsCountedBackAndNotForward()
    {
        using var server = PlainDatagrams.Udp();
        _ = server.EchoAsync();
        await using var relay = await RunningRelay.StartAsync("udp4:0,loss=100%", $"udp4:{server.Port}");
        using var peer = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        for (var i = 0; i < 10; i++)
        {
            peer.Send("x");
        }

        await Eventually.HoldsAsync(() => relay.Report.Back.Impairment is { Lost: 10 });
        var report = await relay.StopAsync();
        Assert.Equal((10, null, null), (report.Forward.Messages, report.Forward.Impairment, report.Forward.Seed));
        Assert.NotNull(report.Back.Seed);
        Assert.Equal(0, report.Back.Messages);
    }

    [Fact]
    public async Task Run_WhenToldToStopWhileDatagramsAreDelayed_ThenTheyAreDeliveredInTheGrace()
    {
        using var server = PlainDatagrams.Udp();
        await using var relay = await RunningRelay.StartAsync("udp4:0", $"udp4:{server.Port},delay=300ms");
        using var peer = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        peer.Send("under way");
        await Eventually.HoldsAsync(() => relay.Report.Forward.Impairment is { Received: 1 });
        Assert.Equal(1, (await relay.StopAsync()).Forward.Messages);
        Assert.Equal("under way", await server.ReceiveAsync());
    }

    [Theory]
    [InlineData("tcp4:0", "unix", "delay=20ms")]
    [InlineData("tcp4:0", "unix", "delay=5ms,rate=200mbit")]
    [InlineData("unix:{0}/near", "unix", "rate=200mbit")]
    public async Task Run_WhenAStreamIsLateAndSlow_ThenEveryByteComesAndTheEndAfterTheLast(
        string from, string to, string options)
    {
        var payload = RandomPayload.Of(3_000_001);
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"{to}:{_folder["far"]}"));
        await using var relay = await RunningRelay.StartAsync(
            string.Format(null, from, _folder.Path) + $",{options}", $"{to}:{_folder["far"]},{options}");
        var near = from.StartsWith("tcp", StringComparison.Ordinal) ? $"tcp4:{relay.Port}" : $"unix:{_folder["near"]}";
        await using var client = await StreamConnection.ConnectAsync(Address.Parse(near)).Soon();
        await using var server = await listener.AcceptAsync().Soon();
        var echoing = server.EchoAsync();
        var sending = Task.Run(async () =>
        {
            await client.SendAsync(payload);
            await client.CompleteOutputAsync();
        });
        var received = await SHA256.HashDataAsync(client.AsStream()).AsTask().AtLast();
        await sending.Soon();
        await echoing.Soon();
        Assert.Equal(SHA256.HashData(payload), received);
        await server.DisposeAsync();
        await Eventually.HoldsAsync(() => relay.Results.Count == 1);
        var result = relay.Results.Single();
        Assert.Equal((payload.Length, payload.Length), (result.BytesForward, result.BytesBack));
    }

    /// <summary>Sends numbers through a line, no faster than they pass.</summary>
    private static async Task<(List<int> Arrived, ImpairmentCounts Counts)> PassAsync(string options)
    {
        using var server = PlainDatagrams.Udp();
        await using var relay = await RunningRelay.StartAsync("udp4:0", $"udp4:{server.Port},{options}");
        using var peer = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        var arrived = new List<int>();
        var receiving = CollectAsync(server, arrived);
        for (var i = 0; i < Datagrams; i++)
        {
            peer.Send($"{i}");
            await Eventually.HoldsAsync(() => relay.Report.Forward.Impairment?.Received == i + 1);
        }

        var counts = (await relay.StopAsync()).Forward.Impairment!.Value;
        peer.Connect(server.Port);
        peer.Send(Last);
        await receiving.Soon();
        return (arrived, counts);
    }

    private static async Task CollectAsync(PlainDatagrams server, List<int> arrived)
    {
        while (await server.ReceiveAsync() is var text && text != Last)
        {
            arrived.Add(int.Parse(text, null));
        }
    }
}
