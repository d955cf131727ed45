using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Probing;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Probing;

/// <summary>Hosts that have the port which is probed.</summary>
public class TraceServiceTests
{
    private static readonly TraceOptions Numeric = new() { ResolvesNames = false };

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tcp_WhenSomebodyListens_ThenAnswersAndNoConnectionComesOfIt(bool isIPv6)
    {
        await using var chain = await RoutedChain.CreateAsync(1500, 1500);
        using var listener = chain.Right.Namespace.Run(() =>
        {
            var address = isIPv6 ? chain.Right.IPv6 : chain.Right.IPv4;
            var made = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            made.Bind(new IPEndPoint(address, 0));
            made.Listen();
            return made;
        });
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var path = await TraceFromInside.RunAsync(
            chain, isIPv6, Numeric with { Method = TraceMethod.Tcp, Port = port });
        Assert.Equal(TraceEnding.Reached, path.Ending);
        Assert.Equal(2, path.Hops.Count);
        var answer = Assert.IsType<HopAnswer>(path.Hops[1].Answers[0]);
        Assert.Equal(path.Destination, answer.Address);
        Assert.Null(answer.IcmpType);
        Assert.False(listener.Poll(0, SelectMode.SelectRead));
    }

    /// <summary>What comes back says nothing of the probe: so one is sent at a time.</summary>
    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Udp_WhenAServiceAnswers_ThenThatIsTheHost(bool echoes)
    {
        await using var chain = await RoutedChain.CreateAsync(1500, 1500);
        await TraceFromInside.PreparedAsync();
        await using var service = await chain.Right.Namespace.RunAsync(
            () => DatagramSocket.BindAsync(Address.Parse("udp4:*:7007")).AsTask());
        using var stopping = new CancellationTokenSource();
        var serving = ServeAsync(service, echoes, stopping.Token);
        var path = await TraceFromInside.RunAsync(chain, isIPv6: false, Numeric with { Port = 7007 });
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
        Assert.Equal(TraceEnding.Reached, path.Ending);
        Assert.Equal(2, path.Hops.Count);
        Assert.All(path.Hops[1].Answers.OfType<HopAnswer>(), answer =>
            Assert.Equal((path.Destination, null), (answer.Address, answer.IcmpType)));
    }

    /// <summary>
    /// A router that refuses all, and says so only now and then, is not where the first such answer seemed to be.
    /// </summary>
    [RootFact]
    public async Task Refusal_WhenTheFirstOnesWereKeptBack_ThenIsFoundWhereItIs()
    {
        var seen = new int[256];
        await using var path = await TraceFakePath.CreateAsync(isIPv6: false, probe =>
        {
            var hop = TraceForgery.HopLimitOf(probe);
            seen[hop]++;
            return hop < 3 ? [TraceForgery.Honest(probe)]
                : (hop == 8 && seen[hop] == 1) || seen[hop] > 3
                    ? [TraceForgery.Unreachable(probe, TraceFakePath.Router(3), IcmpUnreachable.Host)]
                : [];
        });
        var found = await TraceFromInside.RunAsync(path.Inside, path.Target, Numeric);
        Assert.Equal(TraceEnding.Unreachable, found.Ending);
        Assert.Equal(3, found.Hops.Count);
        // Behind the one that answered the second time, nobody was asked again.
        Assert.All(seen[4..8], count => Assert.InRange(count, 0, 3));
    }

    private static async Task ServeAsync(DatagramSocket service, bool echoes, CancellationToken cancellationToken)
    {
        var room = new byte[2048];
        while (true)
        {
            var received = await service.ReceiveAsync(room, cancellationToken);
            var reply = echoes ? room.AsMemory(0, received.Count) : "no"u8.ToArray();
            await service.ReplyAsync(reply, received, cancellationToken);
        }
    }
}
