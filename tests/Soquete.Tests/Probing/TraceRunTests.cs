using System.Net;
using Soquete.Addresses;
using Soquete.Probing;
using Soquete.Tests.Support;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Probing;

/// <summary>How a trace goes: what is under way at once, what it waits for, and how it ends.</summary>
public class TraceRunTests
{
    private static readonly TraceOptions Numeric = new() { ResolvesNames = false };

    /// <summary>Nobody answers before three hops were tried: one after the other, all would be lost.</summary>
    [RootFact]
    public async Task Probes_WhenSent_ThenSeveralHopsAreTriedAtOnce()
    {
        var waiting = new List<byte[]>();
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe =>
        {
            waiting.Add(probe);
            if (waiting.Select(TraceForgery.HopLimitOf).Distinct().Count() < 3)
            {
                return [];
            }

            byte[][] answers = [.. waiting.Select(one => TraceForgery.Honest(one))];
            return answers;
        });
        var options = Numeric with { ProbesPerHop = 1, Timeout = Limits.Event };
        using var trace = await TraceFromInside.OpenAsync(path.Inside, path.Target, options);
        var found = await trace.TraceAsync().Soon();
        Assert.All(found.Hops, hop => Assert.False(hop.IsSilent));
        Assert.InRange(trace.Run.MostSeenInFlight, 3, options.MostInFlight);
    }

    [RootFact]
    public async Task Probes_WhenOneMayBeInFlight_ThenNoMoreAre()
    {
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe => [TraceForgery.Honest(probe)]);
        using var trace = await TraceFromInside.OpenAsync(path.Inside, path.Target, Numeric with { MostInFlight = 1 });
        var found = await trace.TraceAsync().Soon();
        Assert.Equal(TraceEnding.Reached, found.Ending);
        Assert.Equal(1, trace.Run.MostSeenInFlight);
        // None was sent further than the host: its answer was known before.
        Assert.Equal(12, trace.Run.Sent);
    }

    /// <summary>What balances load looks at these (RFC 2992 §1, RFC 6438).</summary>
    [RootTheory]
    [InlineData(TraceMethod.Udp, false)]
    [InlineData(TraceMethod.Udp, true)]
    [InlineData(TraceMethod.Icmp, false)]
    [InlineData(TraceMethod.Icmp, true)]
    [InlineData(TraceMethod.Tcp, false)]
    public async Task Probes_WhenSent_ThenAllAreOfOneFlow(TraceMethod method, bool isIPv6)
    {
        await using var path = await TraceFakePath.CreateAsync(isIPv6, probe =>
            TraceForgery.HopLimitOf(probe) > 2 ? [] : [TraceForgery.Honest(probe)]);
        var options = Numeric with
        {
            Method = method, Dscp = 46, MostSilentHops = 1, Timeout = TimeSpan.FromMilliseconds(100), ProbesPerHop = 2,
        };
        await TraceFromInside.RunAsync(path.Inside, path.Target, options);
        path.Probes.Writer.Complete();
        var probes = await path.Probes.Reader.ReadAllAsync().ToListAsync();
        Assert.True(probes.Count > 4);
        // Ports, or type, code and checksum; and the flow label (RFC 6437) with the traffic class.
        Assert.Single(probes.Select(probe => Convert.ToHexString(probe, isIPv6 ? 40 : 20, 4)).Distinct());
        Assert.Single(probes.Select(probe => Convert.ToHexString(probe, 0, isIPv6 ? 4 : 2)).Distinct());
        Assert.All(probes, probe =>
            Assert.Equal(46, ((isIPv6 ? (probe[0] << 4) | (probe[1] >> 4) : probe[1]) >> 2) & 63));
    }

    [RootFact]
    public async Task Path_WhenItLoops_ThenEndsAtTheLastHop()
    {
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe =>
            [TraceForgery.TimeExceeded(probe, TraceFakePath.Router(1 + (TraceForgery.HopLimitOf(probe) % 2)))]);
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, Numeric with { LastHop = 40 });
        Assert.Equal(TraceEnding.TooFar, found.Ending);
        Assert.Equal(40, found.Hops.Count);
    }

    [RootFact]
    public async Task Path_WhenItFallsSilent_ThenEndsBehindAsManyHopsAsMayBe()
    {
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe =>
            TraceForgery.HopLimitOf(probe) > 1 ? [] : [TraceForgery.Honest(probe)]);
        var options = Numeric with { MostSilentHops = 2, Timeout = TimeSpan.FromMilliseconds(200) };
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, options);
        Assert.Equal(TraceEnding.Silent, found.Ending);
        Assert.Equal([false, true, true], found.Hops.Select(hop => hop.IsSilent));
    }

    [RootFact]
    public async Task Path_WhenTheTraceIsStopped_ThenHasWhatWasFound()
    {
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe =>
            TraceForgery.HopLimitOf(probe) > 2 ? [] : [TraceForgery.Honest(probe)]);
        var options = Numeric with { Timeout = Limits.Transfer };
        using var trace = await TraceFromInside.OpenAsync(path.Inside, path.Target, options);
        using var stopping = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var hop in trace.HopsAsync(stopping.Token))
            {
                if (hop.TimeToLive == 2)
                {
                    await stopping.CancelAsync();
                }
            }
        });
        Assert.Equal(TraceEnding.None, trace.Path.Ending);
        Assert.Equal(
            [TraceFakePath.Router(1), TraceFakePath.Router(2)],
            trace.Path.Hops.Select(hop => hop.Answers[0]!.Address));
    }

    [RootFact]
    public async Task Names_WhenTheyAreSlow_ThenTheTraceDoesNotWaitForThem()
    {
        var never = new TaskCompletionSource<string?>();
        var (now, most) = (0, 0);
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe => [TraceForgery.Honest(probe, 8)]);
        var options = new TraceOptions
        {
            NameTimeout = TimeSpan.FromMilliseconds(50), ProbesPerHop = 1,
            NameLookup = async (address, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                var name = address.Equals(TraceFakePath.Router(2)) ? await never.Task : $"name-of-{address}";
                Interlocked.Decrement(ref now);
                return name;
            },
        };
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, options);
        never.SetResult(null);
        Assert.Equal(TraceEnding.Reached, found.Ending);
        Assert.Null(found.Hops[1].Answers[0]!.Name);
        Assert.Equal("name-of-10.99.3.1", found.Hops[2].Answers[0]!.Name);
        Assert.InRange(most, 1, 4);
    }

    /// <summary>A router from before RFC 1191 says no number, another one that cannot be.</summary>
    [RootTheory]
    [InlineData(0, 1492)]
    [InlineData(60, 1500)]
    [InlineData(9000, 1500)]
    [InlineData(1007, 1007)]
    public async Task Mtu_WhenARouterSaysANumber_ThenCountsWhereItCanBe(ushort said, int mtu)
    {
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe =>
            TraceForgery.HopLimitOf(probe) > 1 && probe.Length > mtu ? [TooLong(probe, said)]
            : said is 60 or 9000 ? [TooLong(probe, said), TraceForgery.Honest(probe)]
            : [TraceForgery.Honest(probe)]);
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, Numeric with { DiscoversMtu = true });
        Assert.Equal((TraceEnding.Reached, 1500, mtu), (found.Ending, found.FirstMtu, found.Mtu));
        Assert.Equal(mtu < 1500 ? mtu : null, found.Hops[0].Mtu);
    }

    [Fact]
    public async Task Options_WhenOutOfRange_ThenAreRefusedBeforeAnythingIsOpened()
    {
        var host = Host.FromAddress(IPAddress.Loopback);
        TraceOptions[] wrong =
        [
            new() { FirstHop = 0 }, new() { LastHop = 256 }, new() { FirstHop = 5, LastHop = 4 }, new() { Port = 0 },
            new() { ProbesPerHop = 11 }, new() { MostInFlight = 0 }, new() { MostSilentHops = 0 },
            new() { PacketSize = 35 }, new() { Dscp = 64 }, new() { Timeout = TimeSpan.Zero },
            new() { Method = TraceMethod.Tcp, DiscoversMtu = true },
        ];
        foreach (var options in wrong)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await PathTrace.OpenAsync(host, options));
        }
    }

    private static byte[] TooLong(byte[] probe, ushort mtu) => TraceForgery.Unreachable(
        probe, TraceFakePath.Router(1), IcmpUnreachable.FragmentationNeeded, mtu);
}
