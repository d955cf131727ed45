using System.Net;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <content>Who speaks to whom.</content>
public abstract partial class DatagramConformance
{
    [Fact]
    public async Task Reply_WhenAPeerSent_ThenItGetsTheAnswer()
    {
        await using var pair = await PairAsync();
        await pair.Connected.SendTextAsync("question");
        var (question, text) = await pair.Bound.ReceiveWholeAsync();
        Assert.Equal("question", text);
        Assert.Equal(pair.Connected.LocalEnds[0], question.Source.End);
        await pair.Bound.ReplyTextAsync("answer", question);
        var (answer, answered) = await pair.Connected.ReceiveWholeAsync();
        Assert.Equal("answer", answered);
        Assert.Equal(pair.Connected.Peer, answer.Source);
    }

    [Fact]
    public async Task SendTo_WhenThePeersAreMany_ThenEachGetsItsOwn()
    {
        await using var hub = await BindAsync();
        var peers = new List<DatagramSocket>();
        for (var i = 0; i < 10; i++)
        {
            peers.Add(await ConnectAsync(hub));
            await peers[i].SendTextAsync($"from {i}");
        }

        var sources = new List<DatagramPeer>();
        for (var i = 0; i < peers.Count; i++)
        {
            var (datagram, text) = await hub.ReceiveWholeAsync();
            sources.Add(datagram.Source);
            await hub.SendTextToAsync($"to {text}", datagram.Source);
        }

        Assert.Equal(peers.Count, sources.Distinct().Count());
        for (var i = 0; i < peers.Count; i++)
        {
            Assert.Equal($"to from {i}", await peers[i].ReceiveTextAsync());
            await peers[i].DisposeAsync();
        }
    }

    [Fact]
    public async Task Resolve_WhenTheAddressIsABoundOne_ThenThePeerIsIt()
    {
        await using var target = await BindAsync();
        await using var sender = await BindAsync();
        var peer = await sender.ResolveAsync(Address.Parse(TargetOf(target))).Soon();
        await sender.SendTextToAsync("found", peer);
        var (datagram, text) = await target.ReceiveWholeAsync();
        Assert.Equal("found", text);
        Assert.Equal(DatagramPeerKind.Named, datagram.Source.Kind);
        await target.ReplyTextAsync("back", datagram);
        Assert.Equal("back", await sender.ReceiveTextAsync());
    }

    [Fact]
    public async Task Connected_WhenAStrangerSends_ThenHearsItsPeerAlone()
    {
        await using var pair = await PairAsync();
        await using var stranger = await BindAsync();
        await pair.Connected.SendTextAsync("knock");
        var (knock, _) = await pair.Bound.ReceiveWholeAsync();
        if (_scheme.IsUnix)
        {
            // The kernel does not let it send at all (unix(7)).
            var failure = await Assert.ThrowsAsync<SoqueteException>(
                () => stranger.SendTextToAsync("listen to me", knock.Source));
            Assert.Equal((FailureKind.NotPermitted, "EPERM"), (failure.Kind, failure.ErrorName));
        }
        else
        {
            await stranger.SendTextToAsync("listen to me", knock.Source);
        }

        await pair.Bound.ReplyTextAsync("the answer", knock);
        Assert.Equal("the answer", await pair.Connected.ReceiveTextAsync());
        Assert.Equal(1, pair.Connected.DatagramsReceived);
    }

    [Fact]
    public async Task Association_WhenConnected_ThenItIsBothEnds()
    {
        await using var pair = await PairAsync();
        Assert.Null(pair.Bound.Peer);
        Assert.Null(pair.Bound.Association);
        var association = pair.Connected.Association!;
        Assert.Equal(_scheme.IsUnix ? "unix-dgram" : "udp", association.Protocol);
        Assert.Equal(pair.Connected.LocalEnds[0], association.Local);
        Assert.Equal(pair.Connected.Peer!.Value.End, association.Remote);
        await pair.Bound.SendTextToAsync("to the local end", PeerOf(pair.Connected));
        Assert.Equal("to the local end", await pair.Connected.ReceiveTextAsync());
    }

    [Fact]
    public async Task Send_WhenNotConnected_ThenSaysThatAPeerIsMissing()
    {
        await using var bound = await BindAsync();
        var failure = await Assert.ThrowsAsync<SoqueteException>(() => bound.SendTextAsync("to whom?"));
        Assert.Contains("say whom to send to", failure.Message, StringComparison.Ordinal);
        using var batch = new DatagramBatch();
        Assert.True(batch.TryAdd("to whom?"u8));
        await Assert.ThrowsAsync<SoqueteException>(() => bound.SendAsync(batch).Soon());
    }

    [Fact]
    public async Task SendTo_WhenThePeerHasNoName_ThenSaysSo()
    {
        await using var bound = await BindAsync();
        var failure = await Assert.ThrowsAsync<SoqueteException>(() => bound.SendTextToAsync("x", default));
        Assert.Contains("without a name", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendTo_WhenThePeerIsOfAnotherDomain_ThenSaysSo()
    {
        await using var bound = await BindAsync();
        var other = _scheme.IsUnix
            ? new DatagramPeer(new IPEndPoint(IPAddress.Loopback, 9))
            : new DatagramPeer("/nobody/is/here");
        var failure = await Assert.ThrowsAsync<SoqueteException>(() => bound.SendTextToAsync("x", other));
        Assert.Equal("EAFNOSUPPORT", failure.ErrorName);
    }
}
