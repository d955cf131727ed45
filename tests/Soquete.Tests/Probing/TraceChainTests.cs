using Soquete.Probing;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Probing;

/// <summary>Traces along chains of real routers, with each method and over both versions of IP.</summary>
public class TraceChainTests
{
    private static readonly TraceOptions Numeric = new() { ResolvesNames = false };

    [RootTheory]
    [InlineData(TraceMethod.Udp, false)]
    [InlineData(TraceMethod.Udp, true)]
    [InlineData(TraceMethod.Icmp, false)]
    [InlineData(TraceMethod.Icmp, true)]
    [InlineData(TraceMethod.Tcp, false)]
    [InlineData(TraceMethod.Tcp, true)]
    public async Task Trace_WhenThreeRoutersAreBetween_ThenEachAnswersEachProbe(TraceMethod method, bool isIPv6)
    {
        await using var chain = await RoutedChain.CreateAsync();
        var path = await TraceFromInside.RunAsync(chain, isIPv6, Numeric with { Method = method });
        Assert.Equal(TraceEnding.Reached, path.Ending);
        Assert.Equal(isIPv6 ? chain.Left.IPv6 : chain.Left.IPv4, path.Source);
        Assert.Equal([1, 2, 3, 4], path.Hops.Select(hop => hop.TimeToLive));
        foreach (var (hop, address) in path.Hops.Zip(chain.Path(isIPv6)))
        {
            Assert.Equal([address, address, address], hop.Answers.Select(answer => answer?.Address));
            Assert.All(hop.Answers, answer => Assert.True(answer!.RoundTrip > TimeSpan.Zero));
            Assert.Equal(address.Equals(path.Destination), hop.IsReached);
        }
    }
}
