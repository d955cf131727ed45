using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <content>Each datagram arrives by itself, whole or told to be cut.</content>
public abstract partial class DatagramConformance
{
    /// <summary>The most that UDP carries over IPv4 (65,535 less both headers), and any scheme here.</summary>
    private const int LongestBytes = 65_507;

    [Fact]
    public async Task Receive_WhenDatagramsAreMany_ThenEachKeepsItsBoundary()
    {
        await using var pair = await PairAsync();
        string[] sent = ["first", "", "a third one", "4"];
        foreach (var text in sent)
        {
            await pair.Connected.SendTextAsync(text);
        }

        foreach (var text in sent)
        {
            var (datagram, received) = await pair.Bound.ReceiveWholeAsync();
            Assert.Equal((text, text.Length, false), (received, datagram.Length, datagram.IsTruncated));
        }

        Assert.Equal((4, 17), (pair.Connected.DatagramsSent, pair.Connected.BytesSent));
        Assert.Equal((4, 17), (pair.Bound.DatagramsReceived, pair.Bound.BytesReceived));
    }

    [Fact]
    public async Task Receive_WhenTheDatagramIsEmpty_ThenItIsADatagram()
    {
        await using var pair = await PairAsync();
        var receiving = pair.Bound.ReceiveAsync(new byte[16]).AsTask();
        await pair.Connected.SendAsync(ReadOnlyMemory<byte>.Empty);
        var received = await receiving.Soon();
        Assert.Equal((0, 0, false), (received.Count, received.Length, received.IsTruncated));
        Assert.Equal(pair.Connected.LocalEnds[0], received.Source.End);
        Assert.Equal(1, pair.Bound.DatagramsReceived);
    }

    [Fact]
    public async Task Receive_WhenTheBufferIsEmpty_ThenTakesADatagramAndSaysItWasCut()
    {
        await using var pair = await PairAsync();
        await pair.Connected.SendTextAsync("gone");
        await pair.Connected.SendTextAsync("next");
        var received = await pair.Bound.ReceiveAsync(Memory<byte>.Empty).Soon();
        Assert.Equal((0, 4, true), (received.Count, received.Length, received.IsTruncated));
        Assert.Equal("next", await pair.Bound.ReceiveTextAsync());
    }

    [Fact]
    public async Task Receive_WhenTheBufferIsTooSmall_ThenTellsTheWholeLength()
    {
        await using var pair = await PairAsync();
        await pair.Connected.SendAsync(RandomPayload.Of(1000)).Soon();
        await pair.Connected.SendTextAsync("whole");
        var buffer = new byte[10];
        var cut = await pair.Bound.ReceiveAsync(buffer).Soon();
        Assert.Equal((10, 1000, true), (cut.Count, cut.Length, cut.IsTruncated));
        Assert.Equal(RandomPayload.Of(1000)[..10], buffer);
        var whole = await pair.Bound.ReceiveAsync(buffer).Soon();
        Assert.Equal((5, 5, false), (whole.Count, whole.Length, whole.IsTruncated));
    }

    [Fact]
    public async Task Receive_WhenTheSlotsOfABatchAreTooSmall_ThenEachTellsTheWholeLength()
    {
        await using var pair = await PairAsync();
        using var batch = new DatagramBatch(slots: 4, slotBytes: 10);
        foreach (var length in new[] { 1000, 10, 0, 11 })
        {
            await pair.Connected.SendAsync(RandomPayload.Of(length)).Soon();
        }

        var found = new List<(int, int, bool, bool)>();
        while (found.Count < 4)
        {
            await pair.Bound.ReceiveAsync(batch).Soon();
            foreach (var entry in batch)
            {
                var details = entry.Details;
                found.Add((entry.Bytes.Length, details.Length, details.IsTruncated, entry.IsTruncated));
                Assert.Equal(RandomPayload.Of(details.Length)[..entry.Bytes.Length], entry.Bytes.ToArray());
            }
        }

        Assert.Equal(
            [(10, 1000, true, true), (10, 10, false, false), (0, 0, false, false), (10, 11, true, true)], found);
    }

    [Fact]
    public async Task Send_WhenTheDatagramIsTheLongest_ThenItArrivesWhole()
    {
        await using var pair = await PairAsync();
        var sent = RandomPayload.Of(LongestBytes);
        var buffer = new byte[LongestBytes + 1];
        await pair.Connected.SendAsync(sent).Soon();
        var received = await pair.Bound.ReceiveAsync(buffer).Soon();
        Assert.Equal((LongestBytes, false), (received.Count, received.IsTruncated));
        Assert.True(buffer.AsSpan(0, LongestBytes).SequenceEqual(sent));
        await pair.Bound.ReplyAsync(sent, received).Soon();
        Assert.Equal(LongestBytes, (await pair.Connected.ReceiveAsync(buffer).Soon()).Count);
    }

    [Theory]
    [InlineData(65_536)]
    [InlineData(70_000)]
    [InlineData(16 * 1024 * 1024)]
    public async Task Send_WhenTheDatagramIsTooLong_ThenSaysSoAndTheNextOnePasses(int length)
    {
        await using var pair = await PairAsync("", _scheme.IsUnix ? ",send-buffer=4k" : "");
        var failure = await Assert.ThrowsAsync<MessageTooLongException>(
            () => pair.Connected.SendAsync(new byte[length]).Soon());
        Assert.Equal(("EMSGSIZE", null), (failure.ErrorName, failure.PathMtu));
        Assert.Contains(pair.Connected.Association!.Remote.ToString(), failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MessageTooLongException>(
            () => pair.Bound.SendToAsync(new byte[16 * 1024 * 1024], PeerOf(pair.Connected)).Soon());
        await pair.Connected.SendTextAsync("fits");
        Assert.Equal("fits", await pair.Bound.ReceiveTextAsync());
        Assert.Equal(1, pair.Connected.DatagramsSent);
    }
}
