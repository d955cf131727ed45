using System.Net;
using Soquete.Datagrams;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Datagrams;

/// <summary>Groups of any source, between two hosts.</summary>
public class MulticastTests
{
    [RootTheory]
    [InlineData("udp4:239.1.2.3", "name")]
    [InlineData("udp4:239.1.2.3", "address")]
    [InlineData("udp6:[ff05::1234]", "name")]
    [InlineData("udp6:[ff05::1234]", "address")]
    [InlineData("udp6:[ff02::1234]", "name")]
    public async Task Group_WhenTheInterfaceIsNamed_ThenReceiversHearAndAnswerAndLeaveOnClosing(string group, string by)
    {
        await using var pair = await VethPair.CreateAsync();
        var first = await pair.Right.BindAsync($"{group}:0,{Through(pair.Right, group, by)}");
        var second = await pair.Right.BindAsync($"{group}:{first.Port()},{Through(pair.Right, group, by)}");
        await using var sender = await pair.Left.BindAsync(
            $"{group[..4]}:*:0,{Through(pair.Left, group, by)}");
        var address = IPAddress.Parse(group[5..].Trim('[', ']'));
        Assert.Contains($"{address}", await GroupsAsync(pair.Right), StringComparison.Ordinal);
        await sender.SendTextToAsync("to the group", new DatagramPeer(new IPEndPoint(address, first.Port())));
        foreach (var receiver in new[] { first, second })
        {
            var (datagram, text) = await receiver.ReceiveWholeAsync();
            Assert.Equal(("to the group", pair.Right.Index), (text, datagram.InterfaceIndex));
            Assert.Equal(address, WithoutZone(datagram.LocalAddress!));
            Assert.Equal(1, datagram.TimeToLive);
            await receiver.ReplyTextAsync("heard", datagram);
            var (answer, answered) = await sender.ReceiveWholeAsync();
            Assert.Equal("heard", answered);
            Assert.Contains(
                WithoutZone(answer.Source.End.Address!),
                new[] { pair.Right.IPv4, pair.Right.IPv6, pair.Right.LinkLocal });
        }

        await first.DisposeAsync();
        Assert.Contains($"{address}", await GroupsAsync(pair.Right), StringComparison.Ordinal);
        await second.DisposeAsync();
        Assert.DoesNotContain($"{address}", await GroupsAsync(pair.Right), StringComparison.Ordinal);
    }

    [RootTheory]
    [InlineData("udp4:239.1.2.3")]
    [InlineData("udp6:[ff05::1234]")]
    public async Task Connect_WhenItIsAGroup_ThenSpeaksToItWithItsTtl(string group)
    {
        await using var pair = await VethPair.CreateAsync();
        await using var receiver = await pair.Right.BindAsync($"{group}:0,{Through(pair.Right, group, "name")}");
        await using var sender = await pair.Left.ConnectAsync(
            $"{group}:{receiver.Port()},ttl=5,{Through(pair.Left, group, "name")}");
        await sender.SendTextAsync("five routers");
        var (datagram, text) = await receiver.ReceiveWholeAsync();
        Assert.Equal(("five routers", 5), (text, datagram.TimeToLive));
    }

    [RootTheory]
    [InlineData("udp4:239.1.2.3")]
    [InlineData("udp6:[ff05::1234]")]
    public async Task MulticastLoop_WhenItIsOff_ThenThisMachineDoesNotHear(string group)
    {
        await using var pair = await VethPair.CreateAsync();
        var through = Through(pair.Left, group, "name");
        await using var here = await pair.Left.BindAsync($"{group}:0,{through}");
        await using var there = await pair.Right.BindAsync(
            $"{group}:{here.Port()},{Through(pair.Right, group, "name")}");
        await using var quiet = await pair.Left.ConnectAsync($"{group}:{here.Port()},multicast-loop=off,{through}");
        await using var loud = await pair.Left.ConnectAsync($"{group}:{here.Port()},{through}");
        await quiet.SendTextAsync("to others");
        await loud.SendTextAsync("to all");
        Assert.Equal("to others", await there.ReceiveTextAsync());
        Assert.Equal("to all", await there.ReceiveTextAsync());
        Assert.Equal("to all", await here.ReceiveTextAsync());
        Assert.Equal(1, here.DatagramsReceived);
    }

    [RootTheory]
    [InlineData("udp4:239.1.2.3", "239.1.2.4")]
    [InlineData("udp6:[ff05::1234]", "ff05::1235")]
    public async Task Bind_WhenItIsAGroup_ThenHearsWhatIsSentToItAlone(string group, string other)
    {
        await using var pair = await VethPair.CreateAsync();
        var through = Through(pair.Right, group, "name");
        await using var bound = await pair.Right.BindAsync($"{group}:0,{through}");
        var isInet6 = group.StartsWith("udp6", StringComparison.Ordinal);
        var host = isInet6 ? $"[{other}]" : other;
        // Another socket joins the other group, so that its datagrams come to this machine.
        await using var neighbour = await pair.Right.BindAsync($"{group[..4]}:{host}:{bound.Port()},{through}");
        await using var sender = await pair.Left.BindAsync($"{group[..4]}:*:0,{Through(pair.Left, group, "name")}");
        var own = isInet6 ? pair.Right.IPv6 : pair.Right.IPv4;
        foreach (var target in new[] { own, IPAddress.Parse(other), IPAddress.Parse(group[5..].Trim('[', ']')) })
        {
            await sender.SendTextToAsync($"to {target}", new DatagramPeer(new IPEndPoint(target, bound.Port())));
        }

        Assert.Equal($"to {other}", await neighbour.ReceiveTextAsync());
        Assert.Equal($"to {group[5..].Trim('[', ']')}", await bound.ReceiveTextAsync());
        Assert.Equal((1, 1), (bound.DatagramsReceived, neighbour.DatagramsReceived));
    }

    [RootFact]
    public async Task Join_WhenTheWildcardJoinsGroupsOfBothVersions_ThenHearsThemUntilItLeaves()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var bound = await pair.Right.BindAsync(
            $"udp:*:0,join=239.1.2.3,join=ff05::1234,multicast-interface={pair.Right.Interface}");
        bound.Join(IPAddress.Parse("239.1.2.9"), interfaceIndex: pair.Right.Index);
        await using var sender = await pair.Left.BindAsync($"udp4:*:0,multicast-interface={pair.Left.Interface}");
        await using var sender6 = await pair.Left.BindAsync($"udp6:*:0,multicast-interface={pair.Left.Interface}");
        foreach (var group in new[] { "239.1.2.3", "ff05::1234", "239.1.2.9" })
        {
            var from = group.Contains(':', StringComparison.Ordinal) ? sender6 : sender;
            await from.SendTextToAsync(group, new DatagramPeer(new IPEndPoint(IPAddress.Parse(group), bound.Port())));
            var (datagram, text) = await bound.ReceiveWholeAsync();
            Assert.Equal((group, IPAddress.Parse(group)), (text, datagram.LocalAddress));
        }

        bound.Leave(IPAddress.Parse("239.1.2.9"), interfaceIndex: pair.Right.Index);
        Assert.DoesNotContain("239.1.2.9", await GroupsAsync(pair.Right), StringComparison.Ordinal);
        var failure = Assert.Throws<SoqueteException>(
            () => bound.Leave(IPAddress.Parse("239.1.2.9"), interfaceIndex: pair.Right.Index));
        Assert.Contains("leave 239.1.2.9", failure.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => bound.Join(IPAddress.Loopback));
    }

    [RootFact]
    public async Task Bind_WhenNoInterfaceHasThatName_ThenSaysSo()
    {
        var failure = await Assert.ThrowsAsync<SoqueteException>(() => DatagramSocket.BindAsync(
            Soquete.Addresses.Address.Parse("udp4:239.1.2.3:0,multicast-interface=nowhere0")).Soon());
        Assert.Equal(FailureKind.NameNotFound, failure.Kind);
        Assert.Contains("nowhere0", failure.Message, StringComparison.Ordinal);
    }

    private static string Through(LinkEnd end, string group, string by)
    {
        var address = group.StartsWith("udp6", StringComparison.Ordinal) ? end.IPv6 : end.IPv4;
        return $"multicast-interface={(by == "name" ? end.Interface : address)}";
    }

    /// <summary>The groups that the host has joined on its link, as the system lists them.</summary>
    private static Task<string> GroupsAsync(LinkEnd end) => end.Namespace.IpAsync($"maddr show dev {end.Interface}\n");

    private static IPAddress WithoutZone(IPAddress address) => new(address.GetAddressBytes());
}
