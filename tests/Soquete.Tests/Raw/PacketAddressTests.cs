using Soquete.Addresses;
using Soquete.Planning;

namespace Soquete.Tests.Raw;

/// <summary>How addresses of frames are written.</summary>
public class PacketAddressTests
{
    [Theory]
    [InlineData("packet:eth0", "packet:eth0")]
    [InlineData("packet://eth0", "packet:eth0")]
    [InlineData("packet:any", "packet:any")]
    [InlineData("packet:eth0.7,protocol=0x0800", "packet:eth0.7,protocol=ip")]
    [InlineData("packet:e,protocol=ip6,cooked=on", "packet:e,cooked,protocol=ip6")]
    [InlineData("packet:e,protocol=0x88B5", "packet:e,protocol=0x88b5")]
    [InlineData("packet:e,protocol=all,ignore-outgoing=off", "packet:e,protocol=all,ignore-outgoing=off")]
    [InlineData("packet:e,fanout=65535,fanout-mode=qm", "packet:e,fanout=65535,fanout-mode=qm")]
    [InlineData("packet:e,snap-length=64,promiscuous=off", "packet:e,promiscuous=off,snap-length=64")]
    [InlineData("packet:e,loss=1%,rate=1mbit,seed=3", "packet:e,rate=1mbit,loss=1%,seed=3")]
    [InlineData("packet:abcdefghijklmno,receive-buffer=1M", "packet:abcdefghijklmno,receive-buffer=1M")]
    public void Address_WhenParsed_ThenIsPrintedShortestAndEqualsItself(string text, string printed)
    {
        var address = Assert.IsType<PacketAddress>(Address.Parse(text));
        Assert.Equal(printed, address.ToString());
        Assert.Equal(address, Address.Parse(printed));
    }

    [Theory]
    [InlineData("packet", "a target is missing")]
    [InlineData("packet:", "the interface is missing")]
    [InlineData("packet:abcdefghijklmnop", "at most 15 characters")]
    [InlineData("packet:a b", "no name of an interface")]
    [InlineData("packet:a/b", "no name of an interface")]
    [InlineData("packet:..", "no name of an interface")]
    [InlineData("packet:éth0", "no name of an interface")]
    [InlineData("packet:e,protocol=0x05ff", "option 'protocol' takes ip, ip6, arp, all, or an EtherType")]
    [InlineData("packet:e,protocol=0x10000", "option 'protocol' takes")]
    [InlineData("packet:e,protocol=tcp", "option 'protocol' takes")]
    [InlineData("packet:e,fanout=65536", "option 'fanout' takes")]
    [InlineData("packet:e,fanout=1,fanout-mode=none", "option 'fanout-mode' takes")]
    [InlineData("packet:e,fanout-mode=lb", "fanout=GROUP")]
    [InlineData("packet:e,snap-length=0", "option 'snap-length' takes")]
    [InlineData("packet:e,snap-length=262145", "option 'snap-length' takes")]
    [InlineData("packet:any,cooked=off", "nothing but 'cooked' in common")]
    [InlineData("packet:any,promiscuous", "for one interface")]
    [InlineData("packet:e,protocol=ip,ignore-outgoing=off", "'protocol=all' alone")]
    [InlineData("packet:e,idle-timeout=3s", "packet has no option")]
    [InlineData("packet:e,listen", "packet has no option")]
    [InlineData("pakcet:e", "did you mean packet:e?")]
    public void Address_WhenWrong_ThenSaysWhatIs(string text, string problem)
    {
        var failure = Assert.Throws<AddressFormatException>(() => Address.Parse(text));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explanation_WhenFramesAreSharedAndCut_ThenHasTheFiltersThatSeeToIt()
    {
        var address = Address.Parse("packet:lo,promiscuous,fanout=7,fanout-mode=lb,snap-length=64");
        var calls = (await AddressExplanation.ForAsync(address, AddressRole.Listen)).Calls;
        string[] expected =
        [
            "socket(", "SO_TIMESTAMPNS_OLD", "PACKET_AUXDATA", "SO_ATTACH_FILTER", "bind(", "PACKET_ADD_MEMBERSHIP",
            "PACKET_FANOUT, [65543]", "SO_ATTACH_FILTER",
        ];
        Assert.Equal(expected.Length, calls.Count);
        Assert.All(expected.Zip(calls), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abcdefghijklmnop")]
    [InlineData("a:b")]
    public void Interface_WhenAProgramNamesWhatNoneIs_ThenIsRefused(string name) =>
        Assert.Throws<FormatException>(() => new PacketAddress(name));
}
