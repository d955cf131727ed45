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
    public void Parse_WhenNearlyRight_ThenSuggestsTheNearest(string text, string suggestion)
    {
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse(text));
        Assert.Equal(suggestion, e.Suggestion);
        Assert.EndsWith($"did you mean {suggestion}?", e.Message);
    }

    [Theory]
    [InlineData("udp:localhost:53", "udp")]
    [InlineData("quic:localhost:53", "quic")]
    public void Parse_WhenTheSchemeIsNotOfThisRelease_ThenNamesThoseThatAre(string text, string scheme)
    {
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse(text));
        Assert.Equal($"unknown scheme '{scheme}' (there are tcp, tcp4, tcp6, unix, stdio, file, fd, exec)", e.Problem);
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
