using System.Net;
using Soquete.Filters;
using Soquete.Tests.Support;
using Soquete.Wire;

namespace Soquete.Tests.Filters;

/// <summary>What a filter means where tcpdump says nothing, or something else.</summary>
public class PacketFilterTests
{
    [Fact]
    public void Empty_WhenCompiled_ThenTakesEverything()
    {
        Assert.Equal("(000) ret      #262144", PacketFilter.Parse("").Compile(LinkType.Ethernet).ToString());
        Assert.Equal("(000) ret      #96", PacketFilter.Parse("  ").Compile(LinkType.Raw, 96).ToString());
    }

    [Fact]
    public void Filter_WhenNothingCanPass_ThenIsAProgramAllTheSame() =>
        Assert.Equal("(000) ret      #0", PacketFilter.Parse("arp").Compile(LinkType.Ipv4).ToString());

    [Fact]
    public void Program_WhenItTellsEthertypesApart_ThenIsTcpdumps() => Assert.Equal(
        """
        (000) ldh      [12]
        (001) jeq      #0x800           jt 2	jf 6
        (002) ld       [26]
        (003) jeq      #0xa000001       jt 12	jf 4
        (004) ld       [30]
        (005) jeq      #0xa000001       jt 12	jf 13
        (006) jeq      #0x806           jt 8	jf 7
        (007) jeq      #0x8035          jt 8	jf 13
        (008) ld       [28]
        (009) jeq      #0xa000001       jt 12	jf 10
        (010) ld       [38]
        (011) jeq      #0xa000001       jt 12	jf 13
        (012) ret      #262144
        (013) ret      #0
        """,
        PacketFilter.Parse("host 10.0.0.1").Compile(LinkType.Ethernet).ToString());

    [Fact]
    public void LongPrograms_WhenJumpsDoNotReach_ThenStillTakeWhatTheyShould()
    {
        var hosts = string.Join(" or ", Enumerable.Range(0, 700).Select(i => $"10.0.{i / 250}.{i % 250}"));
        var program = PacketFilter.Parse($"host {hosts} and tcp").Compile(LinkType.Raw);
        Assert.InRange(program.Instructions.Length, 1_400, BpfProgram.MaxInstructions);
        for (var i = 0; i < 700; i++)
        {
            Assert.True(program.Matches(Ipv4([10, 0, (byte)(i / 250), (byte)(i % 250)], 6), 40));
            Assert.False(program.Matches(Ipv4([10, 0, (byte)(i / 250), (byte)(i % 250)], 17), 40));
        }

        Assert.False(program.Matches(Ipv4([10, 0, 2, 200], 6), 40));
    }

    [Fact]
    public void Relation_WhenBytesStandOnTheRightOfAnOperator_ThenTheirProtocolIsAskedForToo()
    {
        // libpcap asks for none here, and looks into whatever the packet is.
        var program = PacketFilter.Parse("64 - ip[8] = 0").Compile(LinkType.Raw);
        byte[] packet = Ipv4([10, 0, 0, 1], 6);
        Assert.True(program.Matches(packet, 40));
        packet[0] = 0x60;
        Assert.False(program.Matches(packet, 40));
    }

    [Theory]
    [InlineData("ip proto tcp", "ip proto \\tcp")]
    [InlineData("ether proto arp", "ether proto \\arp")]
    [InlineData("proto icmp6", "proto 58")]
    [InlineData("link proto ip", "ip")]
    [InlineData("port 80 or port 443", "port 80 or 443")]
    [InlineData("(((tcp)))", "tcp")]
    [InlineData("tcp and tcp", "tcp")]
    [InlineData("tcp or not not tcp", "tcp")]
    [InlineData("net 10.0.0.0/8 and net 10.0.0.0 mask 255.0.0.0", "net 10")]
    [InlineData("1 + 2 * 3 = 7 and udp", "udp")]
    public void Expression_WhenWrittenInAnotherWay_ThenIsTheSameProgram(string one, string other) => Assert.Equal(
        PacketFilter.Parse(other).Compile(LinkType.Ethernet).ToString(),
        PacketFilter.Parse(one).Compile(LinkType.Ethernet).ToString());

    [Fact]
    public async Task Names_WhenResolved_ThenAllOfTheirAddressesAreLookedFor()
    {
        var filter = PacketFilter.Parse("tcp and (host localhost or ip6 host other or host localhost)");
        Assert.Equal(["localhost", "other"], filter.HostNames);
        Assert.Throws<InvalidOperationException>(() => filter.Compile(LinkType.Raw));
        var given = filter.Resolve(name => name == "other"
            ? [IPAddress.Parse("fd00::1"), IPAddress.Parse("10.9.9.9")]
            : [IPAddress.Loopback, IPAddress.IPv6Loopback]);
        Assert.Empty(given.HostNames);
        Assert.Equal(
            PacketFilter.Parse("tcp and (host 127.0.0.1 or host ::1 or ip6 host fd00::1 or host 127.0.0.1 or ::1)")
                .Compile(LinkType.Raw).ToString(),
            given.Compile(LinkType.Raw).ToString());

        var resolved = await PacketFilter.Parse("ip host localhost").ResolveAsync().Soon();
        Assert.True(resolved.Compile(LinkType.Raw).Matches(Ipv4([127, 0, 0, 1], 6), 40));
        var numbers = PacketFilter.Parse("host 10.0.0.1");
        Assert.Same(numbers, await numbers.ResolveAsync().Soon());
    }

    [Fact]
    public async Task Names_WhenNobodyHasThem_ThenAreNotFound()
    {
        var filter = PacketFilter.Parse("host no-such-host.invalid");
        var asked = await Assert.ThrowsAsync<SoqueteException>(() => filter.ResolveAsync().AsTask()).Soon();
        Assert.Equal(FailureKind.NameNotFound, asked.Kind);
        var given = Assert.Throws<SoqueteException>(() => filter.Resolve(_ => []));
        Assert.Equal(
            "host no-such-host.invalid: no address was found for the name 'no-such-host.invalid'", given.Message);
        var ofIpv6 = PacketFilter.Parse("ip6 host there").Resolve(_ => [IPAddress.Loopback]);
        var refused = Assert.Throws<PacketFilterException>(() => ofIpv6.Compile(LinkType.Raw));
        Assert.Equal("'there' has no address that 'ip6' could have", refused.Problem);
    }

    [Fact]
    public void Arguments_WhenOutOfRange_ThenAreRefused()
    {
        var filter = PacketFilter.Parse("ip");
        Assert.Throws<ArgumentOutOfRangeException>(() => filter.Compile(LinkType.Raw, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => filter.Compile((LinkType)9));
        Assert.Throws<ArgumentNullException>(() => PacketFilter.Parse(null!));
        Assert.Equal("ip", filter.ToString());
    }

    /// <summary>A packet of 40 bytes to 192.0.2.1.</summary>
    private static byte[] Ipv4(byte[] source, byte protocol) =>
        [0x45, 0, 0, 40, 0, 0, 0, 0, 64, protocol, 0, 0, .. source, 192, 0, 2, 1, .. new byte[20]];
}
