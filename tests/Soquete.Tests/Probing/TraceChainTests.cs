using Soquete.Probing;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Probing;

/// <summary>Traces along chains of real routers, beside traceroute and tracepath.</summary>
public class TraceChainTests
{
    private static readonly TraceOptions Numeric = new() { ResolvesNames = false };

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Trace_WhenThreeRoutersAreBetween_ThenEachMethodAgreesWithTraceroute(bool isIPv6)
    {
        await using var chain = await RoutedChain.CreateAsync();
        (TraceMethod Method, string Word)[] all =
            [(TraceMethod.Udp, "-U"), (TraceMethod.Icmp, "-I"), (TraceMethod.Tcp, "-T")];
        foreach (var (method, word) in all)
        {
            var path = await TraceFromInside.RunAsync(chain, isIPv6, Numeric with { Method = method });
            Assert.Equal(TraceEnding.Reached, path.Ending);
            Assert.Equal(isIPv6 ? chain.Left.IPv6 : chain.Left.IPv4, path.Source);
            foreach (var (hop, address) in path.Hops.Zip(chain.Path(isIPv6)))
            {
                Assert.Equal([address, address, address], hop.Answers.Select(answer => answer?.Address));
                Assert.All(hop.Answers, answer => Assert.True(answer!.RoundTrip > TimeSpan.Zero));
                Assert.Equal(address.Equals(path.Destination), hop.IsReached);
            }

            // It waits five seconds, and no shorter for having seen that others are fast.
            await using var peer = chain.Left.Namespace.Start(
                "traceroute", "-n", "-w", "5,0,0", word, path.Destination.ToString());
            var lines = (await peer.EndAsync(0)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
            Assert.Equal(
                path.Hops.Select(hop => TextOf(hop)), lines.Select(line => string.Join(' ', Words(line)[..2])));
        }
    }

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mtu_WhenALinkInTheMiddleTakesLess_ThenIsFoundAsTracepathFindsIt(bool isIPv6)
    {
        await using var chain = await RoutedChain.CreateAsync(1500, 1500, 1400, 1500);
        var path = await TraceFromInside.RunAsync(chain, isIPv6, Numeric with { DiscoversMtu = true });
        Assert.Equal((TraceEnding.Reached, 1500, 1400), (path.Ending, path.FirstMtu, path.Mtu));
        Assert.Equal([null, 1400, null, null], path.Hops.Select(hop => hop.Mtu));
        Assert.All(path.Hops, hop => Assert.False(hop.IsSilent));
        var target = path.Destination.ToString();
        await using var peer = chain.Left.Namespace.Start("tracepath", "-n", target);
        Assert.Contains("Resume: pmtu 1400 hops 4", await peer.EndAsync(0));
    }

    [RootFact]
    public async Task Trace_WhenItMayNotBeFragmented_ThenEndsWhereItIsTooLong()
    {
        await using var chain = await RoutedChain.CreateAsync(1500, 1400);
        var path = await TraceFromInside.RunAsync(
            chain, false, Numeric with { DontFragment = true, PacketSize = 1450 });
        Assert.Equal(TraceEnding.Unreachable, path.Ending);
        Assert.All(path.Hops[^1].Answers, answer => Assert.Equal("!F-1400", answer!.Annotation));
        var shorter = await TraceFromInside.RunAsync(
            chain, false, Numeric with { DontFragment = true, PacketSize = 1400 });
        Assert.Equal(TraceEnding.Reached, shorter.Ending);
    }

    /// <summary>The kernel's own limits: six errors at once for one address, and then one a second.</summary>
    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Trace_WhenRoutersLimitTheirErrors_ThenEveryHopAnswersAllTheSame(bool isIPv6)
    {
        await using var chain = await RoutedChain.CreateAsync();
        chain.Set("ipv4/icmp_ratelimit", "1000");
        chain.Set("ipv6/icmp/ratelimit", "1000");
        var first = await TraceFromInside.RunAsync(chain, isIPv6, Numeric);
        // Now what they had to give at once is used up, or nearly so.
        var second = await TraceFromInside.RunAsync(chain, isIPv6, Numeric);
        var third = await TraceFromInside.RunAsync(chain, isIPv6, Numeric);
        Assert.Equal([4, 4, 4], new[] { first, second, third }.Select(path => path.Hops.Count));
        Assert.All([.. first.Hops, .. second.Hops, .. third.Hops], hop => Assert.False(hop.IsSilent));
        Assert.Equal(TraceEnding.Reached, third.Ending);
    }

    [RootTheory]
    [InlineData(false, "10.123.123.123")]
    [InlineData(true, "fd00:123::1")]
    public async Task Trace_WhenARouterHasNoRoute_ThenEndsThere(bool isIPv6, string nowhere)
    {
        await using var chain = await RoutedChain.CreateAsync();
        var to = System.Net.IPAddress.Parse(nowhere);
        var path = await TraceFromInside.RunAsync(chain.Left.Namespace, to, Numeric);
        Assert.Equal(TraceEnding.Unreachable, path.Ending);
        Assert.Equal(3, path.Hops.Count);
        Assert.Equal(chain.Path(isIPv6)[2], path.Hops[2].Answers[0]!.Address);
        Assert.Equal("!N", path.Hops[2].Answers[0]!.Annotation);
    }

    [RootFact]
    public async Task Trace_WhenSourceAndInterfaceAreGiven_ThenUsesThem()
    {
        await using var chain = await RoutedChain.CreateAsync(1500, 1500);
        var options = Numeric with { Source = chain.Left.IPv4, Interface = chain.Left.Interface, FirstHop = 2 };
        var path = await TraceFromInside.RunAsync(chain, false, options);
        Assert.Equal(chain.Left.IPv4, path.Source);
        Assert.Equal([2], path.Hops.Select(hop => hop.TimeToLive));
        var wrong = await Assert.ThrowsAsync<SoqueteException>(() => TraceFromInside.OpenAsync(
            chain.Left.Namespace, chain.Right.IPv4, Numeric with { Source = chain.Right.IPv4 }));
        Assert.Equal("EADDRNOTAVAIL", wrong.ErrorName);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string TextOf(TracedHop hop) => $"{hop.TimeToLive} {hop.Answers[0]!.Address}";
}
