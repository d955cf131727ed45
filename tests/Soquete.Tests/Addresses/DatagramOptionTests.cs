using Soquete.Addresses;

namespace Soquete.Tests.Addresses;

/// <summary>What options of datagrams cannot be, and cannot be together.</summary>
public class DatagramOptionTests
{
    [Theory]
    [InlineData("ttl=256")]
    [InlineData("ttl=-1")]
    [InlineData("ttl=")]
    [InlineData("ttl")]
    [InlineData("broadcast=yes")]
    [InlineData("join=10.0.0.1")]
    [InlineData("join=240.0.0.1")]
    [InlineData("join=223.255.255.255")]
    [InlineData("join=fe80::1")]
    [InlineData("join=[ff15::1]")]
    [InlineData("join=ff02::1%lo")]
    [InlineData("join=239.1.2.3:5000")]
    [InlineData("join=all")]
    [InlineData("source=239.1.2.4")]
    [InlineData("source=0.0.0.0")]
    [InlineData("source=::")]
    [InlineData("source=ff15::1")]
    [InlineData("source=10.0.0.0/8")]
    [InlineData("source=localhost")]
    [InlineData("multicast-interface=0123456789abcdef")]
    [InlineData("multicast-interface=a/b")]
    [InlineData("multicast-interface=")]
    [InlineData("multicast-loop=1")]
    [InlineData("dont-fragment=maybe")]
    [InlineData("timestamps=ns")]
    [InlineData("offload=gro")]
    [InlineData("loss=1")]
    [InlineData("loss=0.01")]
    [InlineData("loss=101%")]
    [InlineData("duplicate=-1%")]
    [InlineData("reorder=50")]
    [InlineData("delay=20mss")]
    [InlineData("delay=366d")]
    [InlineData("jitter=-1ms")]
    [InlineData("rate=10mb")]
    [InlineData("rate=0bit")]
    [InlineData("rate=1000")]
    [InlineData("seed=-1")]
    [InlineData("seed=2147483648")]
    [InlineData("max-sessions=0")]
    [InlineData("max-sessions=65537")]
    [InlineData("idle-timeout=0")]
    public void Parse_WhenAValueIsWrong_ThenNamesTheOption(string option)
    {
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse($"udp:*:5000,{option}"));
        Assert.StartsWith($"option '{option.Split('=')[0]}' ", e.Problem);
    }

    [Theory]
    [InlineData("unix-dgram:/x,bind=")]
    [InlineData("unix-dgram:/x,bind=@")]
    [InlineData("unix-dgram:/x,unbound=no")]
    [InlineData("unix-dgram:/x,credentials=all")]
    [InlineData("tcp:5,frame=u8")]
    [InlineData("tcp:5,frame=LINE")]
    [InlineData("stdio,frame")]
    [InlineData("fd:3,frame=")]
    [InlineData("unix:/x,frame=u64")]
    public void Parse_WhenAValueOfAnotherSchemeIsWrong_ThenNamesTheOption(string text)
    {
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse(text));
        Assert.StartsWith($"option '{text.Split(',')[1].Split('=')[0]}' ", e.Problem);
    }

    [Theory]
    [InlineData("tcp:5,loss=1%")]
    [InlineData("tcp:5,duplicate=1%")]
    [InlineData("unix:/x,reorder=1%")]
    [InlineData("unix-seqpacket:/x,jitter=1ms")]
    [InlineData("unix-seqpacket:/x,seed=1")]
    [InlineData("tcp:5,max-sessions=1")]
    [InlineData("unix:/x,broadcast")]
    [InlineData("tcp:5,ttl=1")]
    [InlineData("tcp:5,join=239.1.2.3")]
    [InlineData("unix-dgram:/x,ttl=1")]
    [InlineData("unix-dgram:/x,dscp=1")]
    [InlineData("unix-dgram:/x,backlog=1")]
    [InlineData("unix-dgram:/x,max-connections=1")]
    [InlineData("unix-dgram:/x,connect-timeout=1s")]
    [InlineData("udp:5,backlog=1")]
    [InlineData("udp:5,connect-timeout=1s")]
    [InlineData("udp:5,nodelay")]
    [InlineData("udp:5,unbound")]
    [InlineData("udp:5,credentials")]
    [InlineData("unix:/x,bind=/y")]
    [InlineData("unix:/x,credentials")]
    [InlineData("unix-seqpacket:/x,unbound")]
    [InlineData("udp:5,frame=line")]
    [InlineData("unix-dgram:/x,frame=line")]
    [InlineData("unix-seqpacket:/x,frame=u16")]
    [InlineData("stdio,rate=1kbit")]
    [InlineData("file:/x,delay=1s")]
    [InlineData("exec:cat,loss=1%")]
    public void Parse_WhenTheOptionIsOfAnotherScheme_ThenSaysThatThisHasNone(string text)
    {
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse(text));
        var scheme = text.Split(':', ',')[0];
        Assert.Equal($"{scheme} has no option '{text.Split(',')[1].Split('=')[0]}'", e.Problem);
    }

    [Theory]
    [InlineData("unix-dgram:/x,bind=/y,unbound", "options 'bind' and 'unbound' exclude each other")]
    [InlineData("unix-dgram:/x,credentials=off,allow-uid=0", "options 'allow-uid' and 'allow-gid' need 'credentials'")]
    [InlineData("unix-dgram:/x,connect,listen", "options 'connect' and 'listen' exclude each other")]
    [InlineData("udp:*:5,source=10.0.0.1", "option 'source' is for a multicast group, which is the host or 'join'")]
    [InlineData("udp:h:5,source=10.0.0.1", "option 'source' is for a multicast group, which is the host or 'join'")]
    [InlineData("udp:232.1.2.3:5,source=::1", "groups and sources are of one version of IP")]
    [InlineData("udp:*:5,join=232.1.2.3,join=ff35::1,source=::1", "groups and sources are of one version of IP")]
    [InlineData("udp:*:5,join=239.1.2.3,join=239.1.2.3", "option 'join' is given twice with 239.1.2.3")]
    [InlineData("udp:232.1.2.3:5,source=10.0.0.1,source=10.0.0.1", "option 'source' is given twice with 10.0.0.1")]
    [InlineData("udp4:*:5,join=ff15::1", "the group ff15::1 is of the other version of IP")]
    [InlineData("udp6:*:5,join=239.1.2.3", "the group 239.1.2.3 is of the other version of IP")]
    [InlineData("udp:*:5,ipv6-only,join=239.1.2.3", "the group 239.1.2.3 is of the other version of IP")]
    [InlineData("udp:h:5,join=239.1.2.3",
        "a socket that is bound to one address hears no other group: 'join' is for *")]
    [InlineData("udp:5,join=ff15::1", "a socket that is bound to one address hears no other group: 'join' is for *")]
    [InlineData("udp:[ff02::1%lo]:5,multicast-interface=lo",
        "the zone of a group is its interface; 'multicast-interface' is another")]
    [InlineData("udp6:5,broadcast", "IPv6 has no broadcast; the group ff02::1 is every machine on a link")]
    [InlineData("udp:[::1]:5,broadcast", "IPv6 has no broadcast; the group ff02::1 is every machine on a link")]
    [InlineData("tcp:239.1.2.3:80", "TCP has two ends, and no groups")]
    [InlineData("tcp:[ff02::1%lo]:80", "TCP has two ends, and no groups")]
    [InlineData("udp:h:5,bind=239.1.2.3:5", "the address to bind 239.1.2.3 is a group, which sends nothing")]
    [InlineData("tcp6:h:5,bind=[ff15::1]", "the address to bind ff15::1 is a group, which sends nothing")]
    [InlineData("udp:5,loss=1%,loss=2%", "option 'loss' is given twice")]
    [InlineData("udp:5,seed=1,seed=1", "option 'seed' is given twice")]
    public void Parse_WhenOptionsContradictOneAnother_ThenSaysWhich(string text, string problem) =>
        Assert.Equal(problem, Assert.Throws<AddressFormatException>(() => Address.Parse(text)).Problem);
}
