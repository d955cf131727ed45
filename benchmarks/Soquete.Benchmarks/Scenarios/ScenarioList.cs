using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Wire;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>Every scenario, in the order in which they run.</summary>
internal static class ScenarioList
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new StartTrivial(), new StartExchange(),
        new EchoCost("tcp", 16), new EchoCost("tcp", 128), new EchoCost("tcp", 1024),
        new EchoCost("unix", 16), new EchoCost("unix", 128), new EchoCost("unix", 1024),
        new EchoLatency("tcp"), new EchoLatency("unix"), new EchoAllocations(), new EchoTwoThreads(), new EchoUdp(),
        new StreamRoundTrip("tcp"), new StreamRoundTrip("unix"),
        new KestrelRequests("plaintext", 16), new KestrelRequests("plaintext", 256),
        new KestrelRequests("json", 16), new KestrelRequests("json", 256),
        new AcceptRate("tcp"), new AcceptRate("unix"), new IdleConnections(),
        new PipeThroughput(PipeDomain.Tcp), new PipeThroughput(PipeDomain.Unix),
        new RelayStream(), new RelayConnections(), new RelayRoundTrip(),
        new LibraryRoundTrip("tcp"), new LibraryRoundTrip("unix"),
        new Datagrams(64), new Datagrams(1200),
        new MessageRoundTrip("udp"), new MessageRoundTrip("unix-dgram"), new MessageRoundTrip("unix-seqpacket"),
        new RelayUdp(), new RelayUdpRoundTrip(), new PingRoundTrip(),
        new MapCost("unix", 6_000), new MapCost("unix", 50_000), new MapCost("tcp", 6_000), new MapCost("tcp", 50_000),
        new MapWatch(6_000),
        new CaptureCost(200), new CaptureCost(1400), new CaptureRate(),
        new WireChecksum("64", 64), new WireChecksum("1500", 1500), new WireChecksum("64k", 64 << 10),
        new WireChecksum("memory", WireChecksum.BeyondCaches),
        new WireParse("ipv4", PacketCorpus.Tcp), new WireParse("ipv6", PacketCorpus.Udp),
    ];
}
