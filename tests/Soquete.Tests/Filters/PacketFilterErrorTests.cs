using Soquete.Filters;
using Soquete.Wire;

namespace Soquete.Tests.Filters;

/// <summary>What is wrong with an expression is said in a line: where, what, and what was meant.</summary>
public class PacketFilterErrorTests
{
    private const string NoQualifier = "'host', 'net', 'port' or another word is missing before";

    [Theory]
    [InlineData("port", 5, "a port is expected, not the end")]
    [InlineData("host", 5, "a host is expected, not the end")]
    [InlineData("src or dst", 11, "a host is expected, not the end")]
    [InlineData("port 80 or", 11, "a test, such as 'host', 'port' or 'tcp', is expected, not the end")]
    [InlineData("and tcp", 1, "a test, such as 'host', 'port' or 'tcp', is expected, not 'and'")]
    [InlineData("!", 2, "a test, such as 'host', 'port' or 'tcp', is expected, not the end")]
    [InlineData("tcp udp", 5, "'and' or 'or' is expected, not 'udp'")]
    [InlineData("tcp prt 80", 5, "'and' or 'or' is expected, not 'prt'", "port")]
    [InlineData("hst 10.0.0.1", 1, $"{NoQualifier} 'hst'", "host")]
    [InlineData("TCP", 1, $"{NoQualifier} 'TCP'", "tcp")]
    [InlineData("80", 1, $"{NoQualifier} '80'")]
    [InlineData("tcp and 80", 9, $"{NoQualifier} '80'")]
    [InlineData("(port 80) or 443", 14, $"{NoQualifier} '443'")]
    [InlineData("port 80 or tcp or 443", 19, $"{NoQualifier} '443'")]
    [InlineData("len-4 > 3", 1, $"{NoQualifier} 'len-4'")]
    [InlineData("port 80 or (443 or tcp)", 20, "a port is expected, not 'tcp'")]
    [InlineData("(tcp", 1, "')' is missing for this '('")]
    [InlineData("tcp)", 4, "nothing is open here")]
    [InlineData("tcp ? udp", 5, "'?' has no meaning in a filter")]
    [InlineData("host \\", 6, "a name is missing after the backslash")]
    public void Expression_WhenItIsNoSentence_ThenSaysWhere(
        string expression, int column, string problem, string? suggestion = null) =>
        AssertRefused(expression, column, problem, suggestion);

    [Theory]
    [InlineData("host 1.2.3.400", 6, "'1.2.3.400' is no IPv4 address: an octet is 0 to 255")]
    [InlineData("host 10.0.0.0/8", 14, "only a network has a mask", "net")]
    [InlineData("net 10.0.0.1/8", 5, "'10.0.0.1' has bits that are not the network's")]
    [InlineData("net 10.0.0.0/33", 14, "the prefix of an IPv4 network has 0 to 32 bits")]
    [InlineData("net fd00::/129", 12, "the prefix of an IPv6 network has 0 to 128 bits")]
    [InlineData("net fd00::1/64", 5, "'fd00::1' has bits that are not the network's")]
    [InlineData("net 10/8", 7, "a network with a prefix has two octets at least", "10.0/8")]
    [InlineData("net 10.0.0.0 mask 8", 19, "an IPv4 mask behind an IPv4 network is expected, not '8'")]
    [InlineData("net localnet", 5, "a network is a number, not a name")]
    [InlineData("tcp host 10.0.0.1", 10, "'tcp' has no hosts of its own; 'ip', 'ip6', 'arp' and 'rarp' have")]
    [InlineData("ip host ::1", 9, "'ip' has no IPv6 addresses")]
    [InlineData("ip6 host 10.0.0.1", 10, "'ip6' has no IPv4 addresses")]
    [InlineData("arp host ::1", 10, "'arp' has no IPv6 addresses")]
    [InlineData("host aa:bb:cc", 6, "'aa:bb:cc' is neither an Ethernet nor an IPv6 address")]
    [InlineData("host fe80:::1", 6, "'fe80:::1' is neither an Ethernet nor an IPv6 address")]
    [InlineData(
        "host 2:0:0:0:0:1", 6, "an Ethernet address is a host of 'ether' alone", "ether host 2:0:0:0:0:1")]
    [InlineData("ether host nobody", 12, "an Ethernet address is expected, not 'nobody'")]
    [InlineData("ether net 10", 11, "an Ethernet address is expected, not '10'")]
    [InlineData("ether", 6, "'host', 'src', 'dst', 'proto', 'broadcast' or 'multicast' is expected, not the end")]
    public void Host_WhenItIsNone_ThenSaysWhy(
        string expression, int column, string problem, string? suggestion = null) =>
        AssertRefused(expression, column, problem, suggestion);

    [Theory]
    [InlineData("port 65536", 6, "a port is 0 to 65535")]
    [InlineData("port 10.0", 6, "a port is expected, not '10.0'")]
    [InlineData("port 089", 6, "089 is octal, since it begins with 0, and has no 8 and 9")]
    [InlineData("port 0x123456789", 6, "0x123456789 does not fit in 32 bits")]
    [InlineData("port 99999999999", 6, "99999999999 does not fit in 32 bits")]
    [InlineData("port no-such-service", 6, "no service is called 'no-such-service' (/etc/services)")]
    [InlineData("udp port http", 10, "'http' is a service of tcp")]
    [InlineData("icmp port 80", 11, "'icmp' has no ports; 'tcp', 'udp' and 'sctp' have")]
    [InlineData("portrange 1-x", 11, "no service is called 'x' (/etc/services)")]
    [InlineData("portrange 1-65536", 11, "'1-65536' is no range of ports, such as 6000-6008")]
    [InlineData("portrange http", 11, "'http' is no range of ports, such as 6000-6008")]
    [InlineData("ip proto 256", 10, "a protocol over IP is 0 to 255")]
    [InlineData("ip proto nothing", 10, "no protocol over IP is called 'nothing'")]
    [InlineData("ether proto 65536", 13, "a protocol over a link is 0 to 65535")]
    [InlineData("ether proto nothing", 13, "no protocol over a link is called 'nothing'")]
    [InlineData("arp proto 1", 11, "'arp' carries no other protocol; 'ether', 'ip' and 'ip6' do")]
    [InlineData("vlan 4096", 6, "a VLAN's identifier is 0 to 4095")]
    [InlineData("less tcp", 6, "a number is expected, not 'tcp'")]
    [InlineData("tcp broadcast", 5, "'tcp' has no broadcast; 'ether' and 'ip' have")]
    [InlineData("arp multicast", 5, "'arp' has no multicast; 'ether', 'ip' and 'ip6' have")]
    [InlineData("gateway router", 1, "'gateway' is not supported")]
    [InlineData("ip protochain 6", 4, "'protochain' is not supported")]
    [InlineData("mpls 5", 1, "'mpls' is not supported")]
    [InlineData("wlan host 2:0:0:0:0:1", 1, "'wlan' is not supported")]
    public void Port_WhenItIsNone_ThenSaysWhy(string expression, int column, string problem) =>
        AssertRefused(expression, column, problem);

    [Theory]
    [InlineData("tcp[", 5, "a number, 'len' or bytes such as tcp[13] is expected, not the end")]
    [InlineData("tcp[13", 7, "']' is expected, not the end")]
    [InlineData("tcp[13]", 8, "a comparison, such as '=' or '>', is expected, not the end")]
    [InlineData("tcp[13:3] = 1", 8, "1, 2 or 4 bytes can be asked for at a time")]
    [InlineData(
        "tcp[tcpflag] = 2", 5, "a number, 'len' or bytes such as tcp[13] is expected, not 'tcpflag'", "tcpflags")]
    [InlineData("ip[0] / 0 = 1", 7, "this divides by zero")]
    [InlineData("ip[0] % (2 - 2) = 1", 7, "this divides by zero")]
    [InlineData("ip[0] << 32 = 1", 7, "this shifts by more than 31 bits")]
    [InlineData("5 + = 1", 5, "a number, 'len' or bytes such as tcp[13] is expected, not '='")]
    [InlineData("stp[0] = 1", 1, "no bytes of 'stp' can be asked for")]
    [InlineData("len[0] = 1", 4, "a comparison, such as '=' or '>', is expected, not '['")]
    [InlineData("ether[0xffffffff] = 1", 1, "no packet is so long")]
    public void Relation_WhenItIsNone_ThenSaysWhy(
        string expression, int column, string problem, string? suggestion = null) =>
        AssertRefused(expression, column, problem, suggestion);

    [Theory]
    [InlineData("vlan", LinkType.Raw, "raw IP has no VLAN")]
    [InlineData("tcp and vlan 5", LinkType.LinuxSll, "a cooked capture has no VLAN")]
    [InlineData("ether host 2:0:0:0:0:1", LinkType.LinuxSll2, "a cooked capture has no Ethernet address")]
    [InlineData("broadcast", LinkType.Ipv4, "raw IPv4 has no broadcast")]
    [InlineData("ether multicast", LinkType.Null, "a BSD loopback has no multicast")]
    public void Compile_WhenTheLinkHasNotWhatIsAsked_ThenSaysSo(string expression, LinkType type, string problem)
    {
        var filter = PacketFilter.Parse(expression);
        var refused = Assert.Throws<PacketFilterException>(() => filter.Compile(type));
        Assert.Equal(problem, refused.Problem);
    }

    [Fact]
    public void Message_WhenShown_ThenIsOneLineWithExpressionAndColumn()
    {
        var refused = Assert.Throws<PacketFilterException>(() => PacketFilter.Parse("tcp\nprt 80"));
        Assert.Equal(
            "tcp\\u000aprt 80: column 5: 'and' or 'or' is expected, not 'prt'; did you mean port?", refused.Message);
        Assert.Equal("tcp\\u000aprt 80", refused.Expression);
    }

    [Fact]
    public void Nesting_WhenDeep_ThenIsRefusedAndNotFollowed()
    {
        foreach (var opening in new[] { "(", "not ", "port (", "ip[", "- " })
        {
            var refused = Assert.Throws<PacketFilterException>(
                () => PacketFilter.Parse(string.Concat(Enumerable.Repeat(opening, 10_000))));
            Assert.True(refused.Column > 1);
        }

        var deep = new string('(', 150) + "tcp" + new string(')', 150);
        Assert.NotEmpty(PacketFilter.Parse(deep).Compile(LinkType.Ethernet).Instructions.ToArray());
        var tooDeep = Assert.Throws<PacketFilterException>(
            () => PacketFilter.Parse(new string('(', 300) + "tcp" + new string(')', 300)));
        Assert.Equal("parentheses and negations are nested more than 200 deep", tooDeep.Problem);
    }

    [Fact]
    public void Expression_WhenLong_ThenIsRefused()
    {
        var refused = Assert.Throws<PacketFilterException>(() => PacketFilter.Parse(new string(' ', 65_537)));
        Assert.Equal("an expression has at most 65536 characters", refused.Problem);
        Assert.NotNull(PacketFilter.Parse(new string(' ', 65_536)));
    }

    [Fact]
    public void Program_WhenTooLong_ThenIsRefusedWithItsLength()
    {
        var hosts = string.Join(" or ", Enumerable.Range(1, 2_000).Select(i => $"10.0.{i / 250}.{i % 250}"));
        var refused = Assert.Throws<PacketFilterException>(
            () => PacketFilter.Parse($"host {hosts}").Compile(LinkType.Ethernet));
        Assert.Matches("^the program would have [0-9]+ instructions; the kernel takes 4096$", refused.Problem);
        var numbers = string.Join(" or ", Enumerable.Range(1, 12_000));
        Assert.Throws<PacketFilterException>(() => PacketFilter.Parse($"host {numbers}").Compile(LinkType.Ethernet));
    }

    [Fact]
    public void Relation_WhenItNeedsTooMuchScratch_ThenIsRefused()
    {
        var nested = string.Concat(Enumerable.Range(0, 20).Select(i => $"ip[ip[{i}]] + ("));
        var refused = Assert.Throws<PacketFilterException>(
            () => PacketFilter.Parse($"{nested}ip[ip[99]]{new string(')', 20)} = 1").Compile(LinkType.Raw));
        Assert.Equal("a relation has more results to keep than the 16 words of scratch memory", refused.Problem);
    }

    [Fact]
    public void Relation_WhenItHasManyOperations_ThenIsRefused()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("ip[0]", 252));
        var refused = Assert.Throws<PacketFilterException>(() => PacketFilter.Parse($"{sum} = 1"));
        Assert.Equal("a relation has more than 250 operations", refused.Problem);
    }

    private static void AssertRefused(string expression, int column, string problem, string? suggestion = null)
    {
        var refused = Assert.Throws<PacketFilterException>(
            () => PacketFilter.Parse(expression).Compile(LinkType.Ethernet));
        Assert.Equal((column, problem, suggestion), (refused.Column, refused.Problem, refused.Suggestion));
    }
}
