using Soquete.Addresses;

namespace Soquete.Tests.Addresses;

public class SuggestionTests
{
    [Theory]
    [InlineData("tpc:localhost:80", "tcp:localhost:80")]
    [InlineData("unx:/run/x", "unix:/run/x")]
    [InlineData("flie:/x", "file:/x")]
    [InlineData("stdoi", "stdio")]
    [InlineData("exe:cat", "exec:cat")]
    [InlineData("/run/x", "unix:/run/x")]
    [InlineData("./x", "unix:./x")]
    [InlineData("@name", "unix:@name")]
    [InlineData("localhost:80", "tcp:localhost:80")]
    [InlineData("127.0.0.1:80", "tcp:127.0.0.1:80")]
    [InlineData("8080", "tcp:8080")]
    [InlineData("tcp:::1:80", "[::1]:80")]
    [InlineData("tcp:fe80:0::1:80", "[fe80::1]:80")]
    [InlineData("tcp:80,nodelya", "nodelay")]
    [InlineData("tcp:80,no-delay", "nodelay")]
    [InlineData("tcp:80,idletimeout=1s", "idle-timeout")]
    [InlineData("tcp:80,reuseport", "reuse-port")]
    [InlineData("tcp:80,keepalive-intervall=5s", "keepalive-interval")]
    [InlineData("unix:/x,allow-udi=0", "allow-uid")]
    [InlineData("file:/x,appendd", "append")]
    [InlineData("exec:x,shel", "shell")]
    [InlineData("upd:localhost:53", "udp:localhost:53")]
    [InlineData("udp5:localhost:53", "udp:localhost:53")]
    [InlineData("unix-datagram:/x", "unix-dgram:/x")]
    [InlineData("unixdgram:/x", "unix-dgram:/x")]
    [InlineData("unix-seqpaket:/x", "unix-seqpacket:/x")]
    [InlineData("udp:80,brodcast", "broadcast")]
    [InlineData("udp:80,tll=3", "ttl")]
    [InlineData("udp:80,jion=239.1.2.3", "join")]
    [InlineData("udp:80,sources=10.0.0.1", "source")]
    [InlineData("udp:80,multicast-iface=lo", "multicast-interface")]
    [InlineData("udp:80,multicastloop=off", "multicast-loop")]
    [InlineData("udp:80,dontfragment", "dont-fragment")]
    [InlineData("udp:80,timestamp", "timestamps")]
    [InlineData("udp:80,ofload=off", "offload")]
    [InlineData("udp:80,los=1%", "loss")]
    [InlineData("udp:80,duplicat=1%", "duplicate")]
    [InlineData("udp:80,re-order=1%", "reorder")]
    [InlineData("udp:80,jiter=1ms", "jitter")]
    [InlineData("udp:80,max-session=9", "max-sessions")]
    [InlineData("tcp:80,dealy=1ms", "delay")]
    [InlineData("tcp:80,frames=line", "frame")]
    [InlineData("unix-dgram:/x,credential", "credentials")]
    [InlineData("unix-dgram:/x,unbuond", "unbound")]
    [InlineData("tcp:239.1.2.3:80", "udp:239.1.2.3:80")]
    [InlineData("tcp6:[ff15::1]:80", "udp6:[ff15::1]:80")]
    [InlineData("udp:5000,join=239.1.2.3,ttl=4", "udp:*:5000,ttl=4,join=239.1.2.3")]
    [InlineData("udp:239.1.2.3:5000,join=239.1.2.4", "udp:*:5000,join=239.1.2.3,join=239.1.2.4")]
    [InlineData("udp:239.1.2.3:5000,join=239.1.2.3", "udp:*:5000,join=239.1.2.3")]
    public void Parse_WhenNearlyRight_ThenSuggestsTheNearest(string text, string suggestion)
    {
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse(text));
        Assert.Equal(suggestion, e.Suggestion);
        Assert.EndsWith($"did you mean {suggestion}?", e.Message);
    }

    [Theory]
    [InlineData("quic:localhost:53", "quic")]
    [InlineData("gopher:localhost:53", "gopher")]
    public void Parse_WhenTheSchemeIsNotOfThisRelease_ThenNamesThoseThatAre(string text, string scheme)
    {
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse(text));
        Assert.Equal(
            $"unknown scheme '{scheme}' (there are tcp, tcp4, tcp6, udp, udp4, udp6, raw, raw4, raw6, "
                + "packet, unix, unix-dgram, unix-seqpacket, vsock, stdio, file, fd, exec)",
            e.Problem);
        Assert.Null(e.Suggestion);
    }

    [Fact]
    public void Parse_WhenAnOptionIsUnlikeAny_ThenSuggestsNone()
    {
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse("tcp:80,quux"));
        Assert.Null(e.Suggestion);
        Assert.Equal("tcp:80,quux: tcp has no option 'quux'", e.Message);
    }

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_WhenTwoWordsDiffer_ThenCountsEdits(string a, string b, int edits)
    {
        Assert.Equal(edits, NearestName.Distance(a, b));
        Assert.Equal(edits, NearestName.Distance(b, a));
    }
}
