using System.Net;
using Soquete.Probing;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Probing;

/// <summary>Echo requests to a neighbour, whose kernel answers.</summary>
public sealed class PingTests : IAsyncLifetime
{
    private VethPair _pair = null!;

    public async Task InitializeAsync() => _pair = await VethPair.CreateAsync();

    public async Task DisposeAsync() => await _pair.DisposeAsync();

    [RootTheory]
    [InlineData(4, 56)]
    [InlineData(4, 0)]
    [InlineData(4, 7)]
    [InlineData(4, 12)]
    [InlineData(4, 1472)]
    [InlineData(4, 4000)]
    [InlineData(4, 65507)]
    [InlineData(6, 56)]
    [InlineData(6, 0)]
    [InlineData(6, 4000)]
    [InlineData(6, 65000)]
    public async Task Run_WhenTheNeighbourAnswers_ThenEachReplyIsToldWithItsRoundTrip(int version, int size)
    {
        var address = version == 4 ? _pair.Right.IPv4 : _pair.Right.IPv6;
        var outcome = await _pair.Left.Namespace.PingAsync(
            $"{address}", PingInside.Patient with { Count = 3, Size = size });
        Assert.All(outcome.Events, what =>
        {
            Assert.Equal((PingEventKind.Reply, address), (what.Kind, what.Source));
            Assert.Equal((size + 8, 64, false), (what.Length, what.TimeToLive, what.IsTruncated));
            Assert.InRange(what.RoundTrip!.Value, TimeSpan.FromTicks(1), Limits.Event);
        });
        Assert.Equal([1L, 2, 3], outcome.Events.Select(what => what.Sequence));
        Assert.Equal((3, 3, 0), (outcome.Summary.Sent, outcome.Summary.Received, outcome.Summary.Lost));
        Assert.False(outcome.Pinger.IsUnprivileged);
        var times = outcome.Summary.Times!;
        Assert.True(times.Min <= times.Median && times.Median <= times.Percentile95 && times.Percentile95 <= times.Max);
    }

    [RootFact]
    public async Task Run_WhenTheAddressIsLinkLocal_ThenItsZoneLeadsThere()
    {
        var zoned = _pair.Left.Zoned(_pair.Right.LinkLocal);
        var outcome = await _pair.Left.Namespace.PingAsync(
            $"{_pair.Right.LinkLocal}%{_pair.Left.Index}", PingInside.Patient);
        Assert.Equal(
            (_pair.Right.LinkLocal.ToString(), (long)_pair.Left.Index),
            (new IPAddress(outcome.Single(PingEventKind.Reply).Source!.GetAddressBytes()).ToString(),
                outcome.Single(PingEventKind.Reply).Source!.ScopeId));
        await using var command = _pair.Left.Namespace.Start("ping", "-c", "1", zoned);
        Assert.Contains("1 received", await command.EndAsync(0), StringComparison.Ordinal);
    }

    [RootTheory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Open_WhenTheSystemAllowsIt_ThenNoAuthorityIsUsed(int version)
    {
        _pair.Left.Namespace.Set("ipv4/ping_group_range", "0 2147483647");
        var address = version == 4 ? _pair.Right.IPv4 : _pair.Right.IPv6;
        var outcome = await _pair.Left.Namespace.PingAsync($"{address}", PingInside.Patient with { Count = 3 });
        Assert.True(outcome.Pinger.IsUnprivileged);
        Assert.Equal((3, 0), (outcome.Summary.Received, outcome.Summary.Unmatched));
        Assert.All(outcome.Events, what => Assert.Equal((64, 64), (what.TimeToLive, what.Length)));
        using var raw = await _pair.Left.Namespace.OpenAsync(
            $"{address}", PingInside.Patient with { Unprivileged = false });
        Assert.False(raw.IsUnprivileged);
    }

    [RootFact]
    public async Task Run_WhenItIsEveryMillisecond_ThenAThousandAreAnsweredInASecond()
    {
        var outcome = await _pair.Left.Namespace.PingAsync(
            $"{_pair.Right.IPv4}", PingInside.Patient with { Count = 1000, Interval = TimeSpan.FromMilliseconds(1) });
        Assert.Equal((1000, 1000, 0), (outcome.Summary.Sent, outcome.Summary.Received, outcome.Summary.Duplicates));
        Assert.Equal(Enumerable.Range(1, 1000).Select(n => (long)n), outcome.Events.Select(what => what.Sequence));
        // They are never early; how late the last one is, the machine decides.
        Assert.True(outcome.Summary.Duration >= TimeSpan.FromMilliseconds(850), $"{outcome.Summary.Duration}");
    }

    [RootFact]
    public async Task Run_WhenItFloods_ThenEachAnswerBringsTheNextRequest()
    {
        const int Count = 70_000;
        var options = PingInside.Patient with { Count = Count, Flood = true };
        using var pinger = await _pair.Left.Namespace.OpenAsync($"{_pair.Right.IPv4}", options);
        var last = 0L;
        var summary = await pinger.RunAsync(what =>
        {
            Assert.Equal(PingEventKind.Reply, what.Kind);
            Assert.Equal(last + 1, what.Sequence);
            last = what.Sequence;
        }).AtLast();
        // More than 16 bits of sequence, and far less than the 700 s that a request every 10 ms would take.
        Assert.Equal((Count, Count), (summary.Sent, summary.Received));
        Assert.True(summary.Duration < Limits.Transfer);
    }

    [RootFact]
    public async Task Run_WhenManyRunAtOnce_ThenEachSeesItsOwnAnswers()
    {
        var running = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _pair.Left.Namespace.PingAsync(
            $"{_pair.Right.IPv4}", PingInside.Patient with { Count = 20 })));
        Assert.All(running, outcome =>
        {
            Assert.Equal(20, outcome.Count(PingEventKind.Reply));
            Assert.Equal((20, 0, 0), (
                outcome.Summary.Received, outcome.Summary.Duplicates, outcome.Summary.Unmatched));
        });
    }

    [RootFact]
    public async Task Run_WhenItIsToldTtlCodepointAndSource_ThenTheNeighbourSeesThem()
    {
        await using var responder = await EchoResponder.StartAsync(
            _pair.Right, request => [EchoResponder.Reply(request)]);
        await _pair.Left.Namespace.IpAsync($"address add 10.200.0.1/32 dev {_pair.Left.Interface}\n");
        await _pair.Right.Namespace.IpAsync($"route add 10.200.0.1/32 dev {_pair.Right.Interface}\n");
        var outcome = await _pair.Left.Namespace.PingAsync($"{_pair.Right.IPv4}", PingInside.Patient with
        {
            Ttl = 9, Dscp = 46, Size = 100, Source = IPAddress.Parse("10.200.0.1"), Interface = _pair.Left.Interface,
        });
        var (request, facts) = Assert.Single(responder.Seen);
        Assert.Equal((9, 46), (facts.TimeToLive, facts.Dscp));
        Assert.Equal(("10.200.0.1", 108), (facts.Source.End.Address!.ToString(), request.Length));
        Assert.Equal(1, outcome.Summary.Received);
    }

    [RootFact]
    public async Task Run_WhenTcpdumpLooksOn_ThenItSeesOurRequestsAsTheyAre()
    {
        await using var sniffer = _pair.Right.Namespace.Start(
            "tcpdump", "-i", _pair.Right.Interface, "-n", "-v", "-l", "-c", "2", "icmp");
        await sniffer.LineAsync("listening on");
        var outcome = await _pair.Left.Namespace.PingAsync(
            $"{_pair.Right.IPv4}", PingInside.Patient with { Ttl = 33, Dscp = 8, Size = 48 });
        var seen = await sniffer.EndAsync(0);
        Assert.Contains("tos 0x20, ttl 33", seen, StringComparison.Ordinal);
        Assert.Contains(
            $"{_pair.Left.IPv4} > {_pair.Right.IPv4}: ICMP echo request, id {outcome.Pinger.Identifier}, seq 1, "
            + "length 56", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong icmp cksum", seen, StringComparison.Ordinal);
    }

    [RootFact]
    public async Task Run_WhenCancelled_ThenTheSummaryIsOfWhatThereWas()
    {
        using var pinger = await _pair.Left.Namespace.OpenAsync(
            $"{_pair.Right.IPv4}", PingInside.Patient with { Count = null });
        using var stopping = new CancellationTokenSource();
        var running = pinger.RunAsync(
            what =>
            {
                if (what.Sequence == 5)
                {
                    stopping.Cancel();
                }
            }, stopping.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());
        Assert.Equal((5, 5), (pinger.Summary.Sent, pinger.Summary.Received));
        await Assert.ThrowsAsync<InvalidOperationException>(() => pinger.RunAsync(_ => { }));
    }

    [RootFact]
    public async Task Run_WhenCancelledWhileItWaits_ThenEndsAtOnce()
    {
        using var pinger = await _pair.Left.Namespace.OpenAsync(
            $"{_pair.Right.IPv4}", PingInside.Patient with { Count = null, Interval = TimeSpan.FromHours(5) });
        using var stopping = new CancellationTokenSource();
        var answered = new TaskCompletionSource();
        var running = pinger.RunAsync(_ => answered.TrySetResult(), stopping.Token);
        await answered.Task.Soon();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());
    }

    [RootFact]
    public async Task Run_WhenTheListenerThrows_ThenThatComesOutOfIt()
    {
        using var pinger = await _pair.Left.Namespace.OpenAsync($"{_pair.Right.IPv4}", PingInside.Patient);
        var thrown = await Assert.ThrowsAsync<FormatException>(
            () => pinger.RunAsync(_ => throw new FormatException("enough")).Soon());
        Assert.Equal("enough", thrown.Message);
    }

    [RootFact]
    public async Task Run_WhenTheDeadlineComes_ThenEndsBeforeTheCount()
    {
        var outcome = await _pair.Left.Namespace.PingAsync($"{_pair.Right.IPv4}", PingInside.Patient with
        {
            Count = 10_000, Deadline = TimeSpan.FromMilliseconds(100),
        });
        Assert.InRange(outcome.Summary.Sent, 1, 9_999);
        Assert.True(outcome.Summary.Duration >= TimeSpan.FromMilliseconds(100));
    }
}
