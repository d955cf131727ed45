using System.Net;
using Soquete.Probing;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Probing;

/// <summary>What routers and this machine say of requests that do not arrive.</summary>
public sealed class PingRouteTests : IAsyncLifetime
{
    private const int NarrowMtu = 1280;

    private RoutedPair _pair = null!;

    public async Task InitializeAsync() => _pair = await RoutedPair.CreateAsync(rightMtu: NarrowMtu);

    public async Task DisposeAsync() => await _pair.DisposeAsync();

    [RootTheory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Run_WhenARouterStandsBetween_ThenTheAnswersHavePassedIt(int version)
    {
        var outcome = await PingAsync(Right(version), PingInside.Patient with { Count = 3 });
        Assert.Equal(3, outcome.Summary.Received);
        Assert.All(outcome.Events, what => Assert.Equal((63, Right(version)), (what.TimeToLive, what.Source)));
    }

    [RootTheory]
    [InlineData(4, 11)]
    [InlineData(6, 3)]
    public async Task Run_WhenTheTtlIsOver_ThenTheRouterSaysSo(int version, int type)
    {
        var outcome = await PingAsync(Right(version), PingInside.Patient with { Ttl = 1, Count = 2 });
        Assert.Equal(2, outcome.Count(PingEventKind.Error));
        var told = outcome.Events[0];
        var router = version == 4 ? _pair.RouterLeft.IPv4 : _pair.RouterLeft.IPv6;
        Assert.Equal((1L, router), (told.Sequence, told.Source));
        Assert.Equal((type, 0, "EHOSTUNREACH"), (told.Error!.Type, told.Error.Code, told.Error.Name));
        Assert.Equal("time exceeded in-transit", told.Error.Description);
        Assert.Equal((2, 0, 2), (outcome.Summary.Sent, outcome.Summary.Received, outcome.Summary.Errors));
    }

    [RootTheory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Run_WhenTheSystemNeedsNoAuthority_ThenErrorsAreToldAsWell(int version)
    {
        _pair.Left.Namespace.Set("ipv4/ping_group_range", "0 2147483647");
        var outcome = await PingAsync(Right(version), PingInside.Patient with { Ttl = 1 });
        Assert.True(outcome.Pinger.IsUnprivileged);
        Assert.Equal("time exceeded in-transit", outcome.Single(PingEventKind.Error).Error!.Description);
    }

    [RootTheory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Run_WhenAPacketIsTooLongForThePath_ThenTheRouterTellsTheMtu(int version)
    {
        var outcome = await PingAsync(
            Right(version), PingInside.Patient with { Size = 1400, DontFragment = true, Count = 2 });
        Assert.Equal(2, outcome.Count(PingEventKind.Error));
        var (first, second) = (outcome.Events[0], outcome.Events[1]);
        Assert.Equal(version == 4 ? _pair.RouterLeft.IPv4 : _pair.RouterLeft.IPv6, first.Source);
        Assert.Equal(("EMSGSIZE", NarrowMtu), (first.Error!.Name, first.Error.PathMtu));
        Assert.NotNull(first.Error.Type);
        // From the second one on this machine knows, and sends none.
        Assert.Equal(("EMSGSIZE", NarrowMtu, null, null), (
            second.Error!.Name, second.Error.PathMtu, second.Error.Type, second.Source));
    }

    [RootTheory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Run_WhenItMayBeFragmented_ThenTheLongPacketArrives(int version)
    {
        var outcome = await PingAsync(Right(version), PingInside.Patient with { Size = 1400, Count = 3 });
        Assert.Equal(3, outcome.Events[^1].Sequence);
        Assert.Equal(PingEventKind.Reply, outcome.Events[^1].Kind);
    }

    [RootTheory]
    [InlineData(4, "unreachable", "host unreachable")]
    [InlineData(4, "prohibit", "communication prohibited")]
    [InlineData(6, "unreachable", "no route to destination")]
    [InlineData(6, "prohibit", "communication prohibited")]
    public async Task Run_WhenTheRouterHasNoWay_ThenItsWordsAreTold(int version, string kind, string words)
    {
        var target = version == 4 ? IPAddress.Parse("10.201.0.1") : IPAddress.Parse("fd01::1");
        await _pair.RouterLeft.Namespace.IpAsync($"route add {kind} {target}\n");
        var outcome = await PingAsync(target, PingInside.Patient);
        var error = outcome.Single(PingEventKind.Error);
        Assert.Equal(words, error.Error!.Description);
        Assert.Equal(version == 4 ? _pair.RouterLeft.IPv4 : _pair.RouterLeft.IPv6, error.Source);
    }

    [RootFact]
    public async Task Run_WhenTheRouterDropsAll_ThenEachIsUnanswered()
    {
        await _pair.RouterLeft.Namespace.IpAsync("route add blackhole 10.202.0.1\n");
        var outcome = await PingAsync(IPAddress.Parse("10.202.0.1"), PingInside.Brief with { Count = 3 });
        Assert.Equal(3, outcome.Count(PingEventKind.Unanswered));
        Assert.Equal((3, 100.0, 0), (outcome.Summary.Lost, outcome.Summary.LossPercent, outcome.Summary.Errors));
        Assert.Null(outcome.Summary.Times);
    }

    [RootFact]
    public async Task Run_WhenTheNeighbourDoesNotExist_ThenThisMachineSaysSo()
    {
        // Who does not answer ARP is asked three times, a second apart, unless told otherwise (arp(7)).
        var neigh = $"ipv4/neigh/{_pair.Left.Interface}";
        _pair.Left.Namespace.Set($"{neigh}/mcast_solicit", "1");
        _pair.Left.Namespace.Set($"{neigh}/retrans_time_ms", "50");
        var nobody = new IPAddress([.. _pair.Left.IPv4.GetAddressBytes()[..3], 99]);
        var outcome = await PingAsync(nobody, PingInside.Patient);
        var error = outcome.Single(PingEventKind.Error);
        Assert.Equal(("EHOSTUNREACH", "host unreachable"), (error.Error!.Name, error.Error.Description));
        Assert.Equal(_pair.Left.IPv4, error.Source);
    }

    [RootFact]
    public async Task Run_WhenThereIsNoRoute_ThenEachRequestIsAnError()
    {
        await _pair.Left.Namespace.IpAsync("route del default\n");
        var outcome = await PingAsync(_pair.Right.IPv4, PingInside.Patient with { Count = 2 });
        Assert.All(outcome.Events, what =>
        {
            Assert.Equal((PingEventKind.Error, null), (what.Kind, what.Source));
            Assert.Equal(("ENETUNREACH", null), (what.Error!.Name, what.Error.Type));
        });
        Assert.Equal((2, 2), (outcome.Summary.Sent, outcome.Summary.Errors));
    }

    [RootTheory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Open_WhenAFloodWouldPassARouter_ThenIsRefused(int version)
    {
        foreach (var options in new[]
        {
            PingInside.Patient with { Flood = true },
            PingInside.Patient with { Interval = TimeSpan.FromMilliseconds(1) },
        })
        {
            var refused = await Assert.ThrowsAsync<SoqueteException>(
                () => _pair.Left.Namespace.OpenAsync($"{Right(version)}", options));
            Assert.Equal(FailureKind.Usage, refused.Kind);
            Assert.Contains("neither an address of its own nor a neighbour", refused.Message, StringComparison.Ordinal);
        }
    }

    [RootTheory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Open_WhenAFloodGoesToANeighbourOrThisMachine_ThenIsAllowed(int version)
    {
        var options = PingInside.Patient with { Flood = true, Count = 50 };
        IPAddress[] near = version == 4
            ? [_pair.RouterLeft.IPv4, _pair.Left.IPv4, IPAddress.Loopback]
            : [_pair.RouterLeft.IPv6, _pair.Left.IPv6, IPAddress.IPv6Loopback];
        foreach (var address in near)
        {
            Assert.Equal(50, (await PingAsync(address, options)).Summary.Received);
        }
    }

    private IPAddress Right(int version) => version == 4 ? _pair.Right.IPv4 : _pair.Right.IPv6;

    private Task<PingOutcome> PingAsync(IPAddress address, PingOptions options) =>
        _pair.Left.Namespace.PingAsync($"{address}", options);
}
