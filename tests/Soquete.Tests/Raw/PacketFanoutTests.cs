using Soquete.Raw;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Raw;

/// <summary>Sockets that share the frames of an interface.</summary>
public class PacketFanoutTests
{
    /// <summary>No more than one socket has room for, where all go to it.</summary>
    private const int Count = 80;

    [RootTheory]
    [InlineData("hash")]
    [InlineData("lb")]
    [InlineData("cpu")]
    [InlineData("rollover")]
    [InlineData("random")]
    [InlineData("qm")]
    public async Task Frames_WhenTwoSocketsShareThem_ThenEachComesOnce(string mode)
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        var options = $"{PacketTestFrame.Only},fanout=7,fanout-mode={mode}";
        await using var first = await pair.Right.OpenAsync(options);
        await using var second = await pair.Right.OpenAsync(options);
        for (var i = 0; i < Count; i++)
        {
            sender.Send(PacketTestFrame.Of(i));
        }

        await Eventually.HoldsAsync(() => first.Statistics.Received + second.Statistics.Received == Count);
        var seen = TakeAll(first).Concat(TakeAll(second)).ToList();
        Assert.Equal(Enumerable.Range(0, Count), seen.Order());
        if (mode == "lb")
        {
            Assert.Equal(Count / 2, first.Statistics.Received);
        }
    }

    [RootFact]
    public async Task Ring_WhenItJoinsAGroup_ThenSharesWithAnother()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        var options = $"{PacketTestFrame.Only},fanout=9,fanout-mode=lb";
        await using var first = await pair.Right.OpenRingAsync(options);
        await using var second = await pair.Right.OpenRingAsync(options);
        for (var i = 0; i < Count; i++)
        {
            sender.Send(PacketTestFrame.Of(i));
        }

        var seen = (await first.ReadAsync(Count / 2)).Concat(await second.ReadAsync(Count / 2));
        Assert.Equal(Enumerable.Range(0, Count), seen.Select(frame => PacketTestFrame.NumberOf(frame.Bytes)).Order());
    }

    [RootFact]
    public async Task Group_WhenItsSocketsDisagree_ThenTheSecondIsRefused()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var first = await pair.Right.OpenAsync(",fanout=7,fanout-mode=lb");
        await Assert.ThrowsAsync<SoqueteException>(() => pair.Right.OpenAsync(",fanout=7,fanout-mode=cpu"));
    }

    private static List<int> TakeAll(PacketSocket socket)
    {
        var numbers = new List<int>();
        var buffer = new byte[2000];
        while (socket.TryReceive(buffer, out _))
        {
            numbers.Add(PacketTestFrame.NumberOf(buffer));
        }

        return numbers;
    }
}
