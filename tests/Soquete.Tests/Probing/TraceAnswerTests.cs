using System.Net;
using Soquete.Probing;
using Soquete.Tests.Support;
using Soquete.Wire.Internet;
using Xunit.Abstractions;

namespace Soquete.Tests.Probing;

/// <summary>What routers of every kind answer, and what is no answer, played by the test.</summary>
public class TraceAnswerTests(ITestOutputHelper output)
{
    private static readonly TraceOptions Numeric = new() { ResolvesNames = false };

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Labels_WhenRoutersTellOfThem_ThenAreWithTheirHops(bool isIPv6)
    {
        MplsLabel[] one = [new(24001, 0, true, 1)];
        MplsLabel[] two = [new(16, 5, false, 1), new(1048575, 7, true, 254)];
        await using var path = await TraceFakePath.CreateAsync(isIPv6, probe => TraceForgery.HopLimitOf(probe) switch
        {
            1 => [TraceForgery.TimeExceeded(probe, TraceFakePath.Router(1, isIPv6), Stack(one))],
            2 => [TraceForgery.TimeExceeded(probe, TraceFakePath.Router(2, isIPv6), Stack(two))],
            _ => [TraceForgery.Honest(probe, 2)],
        });
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, Numeric);
        Assert.Equal(TraceEnding.Reached, found.Ending);
        Assert.Equal(3, found.Hops.Count);
        Assert.All(found.Hops[0].Answers, answer => Assert.Equal(one, answer!.Labels));
        Assert.All(found.Hops[1].Answers, answer => Assert.Equal(two, answer!.Labels));
        Assert.All(found.Hops[2].Answers, answer => Assert.Empty(answer!.Labels));
    }

    /// <summary>As routers from before RFC 4884 send it.</summary>
    [RootFact]
    public async Task Labels_WhenNoLengthIsStated_ThenAreFoundBehind128Bytes()
    {
        MplsLabel[] labels = [new(300, 1, true, 2)];
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe =>
        {
            var router = TraceFakePath.Router(1);
            var stated = IcmpMessage.TimeExceeded(IcmpTimeExceeded.InTransit, probe, Stack(labels));
            return TraceForgery.HopLimitOf(probe) == 1
                ? [TraceForgery.Packet(probe, router, stated with { RestOfHeader = TraceForgery.NothingStated })]
                : [TraceForgery.Honest(probe, 1)];
        });
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, Numeric);
        Assert.All(found.Hops[0].Answers, answer => Assert.Equal(labels, answer!.Labels));
    }

    [RootFact]
    public async Task Path_WhenARouterIsSilent_ThenTheHopsBehindItAreFound()
    {
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe =>
            TraceForgery.HopLimitOf(probe) == 2 ? [] : [TraceForgery.Honest(probe)]);
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, Numeric);
        Assert.Equal(TraceEnding.Reached, found.Ending);
        Assert.Equal([false, true, false, false], found.Hops.Select(hop => hop.IsSilent));
        Assert.Equal(TraceFakePath.Router(3), found.Hops[2].Answers[0]!.Address);
    }

    [RootFact]
    public async Task Answers_WhenTheyComeTwice_ThenCountOnce()
    {
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe =>
            [TraceForgery.Honest(probe), TraceForgery.Honest(probe)]);
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, Numeric);
        Assert.Equal(4, found.Hops.Count);
        Assert.All(found.Hops, hop => Assert.Equal(3, hop.Answers.OfType<HopAnswer>().Count()));
    }

    [RootFact]
    public async Task Hop_WhenSeveralRoutersAnswerThere_ThenAllAreTold()
    {
        var next = 0;
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe =>
            TraceForgery.HopLimitOf(probe) == 1
                ? [TraceForgery.TimeExceeded(probe, TraceFakePath.Router(10 + next++))]
                : [TraceForgery.Honest(probe, 1)]);
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, Numeric);
        Assert.Equal(
            [TraceFakePath.Router(10), TraceFakePath.Router(11), TraceFakePath.Router(12)],
            found.Hops[0].Answers.Select(answer => answer!.Address));
    }

    /// <summary>All but one bit is right: what others could know, or guess.</summary>
    [RootTheory]
    [InlineData(TraceMethod.Udp)]
    [InlineData(TraceMethod.Icmp)]
    [InlineData(TraceMethod.Tcp)]
    public async Task Answers_WhenTheyQuoteAnothersPacket_ThenAreIgnored(TraceMethod method)
    {
        var evil = IPAddress.Parse("10.66.6.6");
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe =>
        [
            .. Strangers(probe, method).Select(stranger => TraceForgery.TimeExceeded(stranger, evil)),
            .. Strangers(probe, method)
                .Select(stranger => TraceForgery.Unreachable(stranger, evil, IcmpUnreachable.Host)),
            TraceForgery.Honest(probe),
        ]);
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, Numeric with { Method = method });
        Assert.Equal([TraceFakePath.Router(1), TraceFakePath.Router(2), TraceFakePath.Router(3), path.Target],
            found.Hops.Select(hop => Assert.Single(hop.Answers.Select(answer => answer!.Address).Distinct())));
    }

    /// <summary>Many routers quote 28 bytes and no more (RFC 792): not a byte of what UDP carries.</summary>
    [RootFact]
    public async Task Path_WhenRoutersQuoteNoPayload_ThenIsFoundOneByOne()
    {
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe =>
            TraceForgery.HopLimitOf(probe) is <= 3 and var hop
                ? [TraceForgery.TimeExceeded(probe, TraceFakePath.Router(hop), quoted: 28)]
                : [TraceForgery.Honest(probe)]);
        using var trace = await TraceFromInside.OpenAsync(path.Inside, path.Target, Numeric);
        var found = await trace.TraceAsync().Soon();
        Assert.True(trace.Run.IsOneByOne);
        Assert.Equal(TraceEnding.Reached, found.Ending);
        Assert.Equal([1, 2, 3, 4], found.Hops.Select(hop => hop.TimeToLive));
        Assert.Equal([TraceFakePath.Router(1), TraceFakePath.Router(2), TraceFakePath.Router(3), path.Target],
            found.Hops.Select(hop => Assert.Single(hop.Answers.OfType<HopAnswer>().Select(a => a.Address).Distinct())));
    }

    [RootTheory]
    [InlineData(false, IcmpUnreachable.Host, "!H")]
    [InlineData(false, IcmpUnreachable.CommunicationProhibited, "!X")]
    [InlineData(false, IcmpUnreachable.PrecedenceCutoff, "!<15>")]
    [InlineData(true, Icmpv6Unreachable.NoRoute, "!N")]
    [InlineData(true, Icmpv6Unreachable.Address, "!H")]
    public async Task Path_WhenARouterRefuses_ThenEndsThereWithTheReason(bool isIPv6, byte code, string annotation)
    {
        await using var path = await TraceFakePath.CreateAsync(isIPv6, probe => TraceForgery.HopLimitOf(probe) == 1
            ? [TraceForgery.Honest(probe)]
            : [TraceForgery.Unreachable(probe, TraceFakePath.Router(2, isIPv6), code)]);
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, Numeric);
        Assert.Equal(TraceEnding.Unreachable, found.Ending);
        Assert.Equal(2, found.Hops.Count);
        Assert.All(found.Hops[1].Answers, answer => Assert.Equal(annotation, answer!.Annotation));
    }

    /// <summary>Errors that are about something else, and damaged in every way, many for each true one.</summary>
    [RootTheory]
    [InlineData(TraceMethod.Udp, false)]
    [InlineData(TraceMethod.Udp, true)]
    [InlineData(TraceMethod.Icmp, false)]
    [InlineData(TraceMethod.Icmp, true)]
    [InlineData(TraceMethod.Tcp, false)]
    public async Task Path_WhenForeignErrorsAreThrownAtIt_ThenIsFoundAllTheSame(TraceMethod method, bool isIPv6)
    {
        const int ForEach = 100;
        var random = SeededRandom.Create(output);
        var thrown = 0;
        await using var path = await TraceFakePath.CreateAsync(isIPv6, probe =>
        {
            thrown += ForEach;
            var foreign = Enumerable.Range(0, ForEach).Select(_ => TraceDamage.Foreign(probe, method, random));
            return [.. foreign, TraceForgery.Honest(probe)];
        });
        var options = Numeric with { Method = method, ProbesPerHop = 5 };
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, options);
        output.WriteLine($"{thrown} foreign errors");
        Assert.True(thrown >= 1000);
        Assert.Equal(TraceEnding.Reached, found.Ending);
        Assert.Equal(4, found.Hops.Count);
        // Some may be lost: the queue of errors has room for so many only.
        Assert.All(found.Hops.SkipLast(1), hop => Assert.Equal(
            [TraceFakePath.Router(hop.TimeToLive, isIPv6)],
            hop.Answers.OfType<HopAnswer>().Select(answer => answer.Address).Distinct()));
    }

    /// <summary>Here some are about the probes: who sees them can say what he likes, but not break anything.</summary>
    [RootTheory]
    [InlineData(TraceMethod.Udp, false)]
    [InlineData(TraceMethod.Icmp, true)]
    [InlineData(TraceMethod.Tcp, false)]
    public async Task Path_WhenDamagedErrorsAreThrownAtIt_ThenTheTraceEnds(TraceMethod method, bool isIPv6)
    {
        var random = SeededRandom.Create(output);
        await using var path = await TraceFakePath.CreateAsync(isIPv6, probe =>
            [.. Enumerable.Range(0, 100).Select(_ => TraceDamage.Any(probe, random)), TraceForgery.Honest(probe)]);
        for (var i = 0; i < 5; i++)
        {
            var options = Numeric with
            {
                Method = method, ProbesPerHop = 5, Timeout = TimeSpan.FromMilliseconds(300),
                DiscoversMtu = method != TraceMethod.Tcp && random.Coin(),
            };
            var found = await TraceFromInside.RunAsync(path.Inside, path.Target, options);
            output.WriteLine($"{found.Ending} after {found.Hops.Count} hops");
            Assert.NotEqual(TraceEnding.None, found.Ending);
        }
    }

    private static IcmpExtension Stack(params ReadOnlySpan<MplsLabel> labels) =>
        new() { Objects = [IcmpExtensionObject.MplsLabelStack(labels)] };

    /// <summary>The probe with another source port or identifier, and with another number or nonce.</summary>
    private static IEnumerable<byte[]> Strangers(byte[] probe, TraceMethod method)
    {
        const int Ipv4 = 20;
        int[] places = method switch
        {
            TraceMethod.Udp => [Ipv4 + 1, Ipv4 + 3, Ipv4 + 8 + 2, Ipv4 + 8 + 7],
            TraceMethod.Icmp => [Ipv4 + 4, Ipv4 + 7, Ipv4 + 8 + 3],
            _ => [Ipv4 + 1, Ipv4 + 3, Ipv4 + 4],
        };
        foreach (var place in places)
        {
            var stranger = (byte[])probe.Clone();
            stranger[place] ^= 0x10;
            yield return stranger;
        }
    }
}
