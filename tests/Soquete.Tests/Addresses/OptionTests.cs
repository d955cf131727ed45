using Soquete.Addresses;

namespace Soquete.Tests.Addresses;

public class OptionTests
{
    [Theory]
    [InlineData("tcp:80,nodelay,nodelay", "option 'nodelay' is given twice")]
    [InlineData("tcp:80,nodelay,nodelay=off", "option 'nodelay' is given twice")]
    [InlineData("tcp:80,connect,listen", "options 'connect' and 'listen' exclude each other")]
    [InlineData("tcp:80,listen=on", "option 'listen' takes no value")]
    [InlineData("file:/x,append,truncate", "options 'append' and 'truncate' exclude each other")]
    [InlineData("file:/x,read=off,write=off", "a file is read or written, or both")]
    [InlineData("file:/x,write=off,append", "a file that is not written is not appended to")]
    [InlineData("file:/x,write=off,truncate", "a file that is not written is not truncated")]
    public void Parse_WhenOptionsContradictOneAnother_ThenSaysWhich(string text, string problem) =>
        Assert.Equal(problem, Assert.Throws<AddressFormatException>(() => Address.Parse(text)).Problem);

    [Theory]
    [InlineData("nodelay=yes", "nodelay")]
    [InlineData("nodelay=", "nodelay")]
    [InlineData("idle-timeout", "idle-timeout")]
    [InlineData("idle-timeout=", "idle-timeout")]
    [InlineData("idle-timeout=0", "idle-timeout")]
    [InlineData("idle-timeout=-1s", "idle-timeout")]
    [InlineData("idle-timeout=1w", "idle-timeout")]
    [InlineData("idle-timeout=366d", "idle-timeout")]
    [InlineData("send-buffer=0", "send-buffer")]
    [InlineData("send-buffer=2G", "send-buffer")]
    [InlineData("send-buffer=1kb", "send-buffer")]
    [InlineData("send-buffer=k", "send-buffer")]
    [InlineData("backlog=0", "backlog")]
    [InlineData("backlog=2147483648", "backlog")]
    [InlineData("max-connections=0", "max-connections")]
    [InlineData("keepalive-idle=500ms", "keepalive-idle")]
    [InlineData("keepalive-idle=32768s", "keepalive-idle")]
    [InlineData("keepalive-count=128", "keepalive-count")]
    [InlineData("user-timeout=500us", "user-timeout")]
    [InlineData("user-timeout=25d", "user-timeout")]
    [InlineData("dscp=64", "dscp")]
    [InlineData("dscp=best", "dscp")]
    [InlineData("bind=:0", "bind")]
    [InlineData("bind=::1", "bind")]
    [InlineData("bind=1.2.3.4:65536", "bind")]
    [InlineData("bind=host:1", "bind")]
    [InlineData("bind=[::1", "bind")]
    [InlineData("bind=[::1]x", "bind")]
    [InlineData("interface=0123456789abcdef", "interface")]
    [InlineData("interface=a/b", "interface")]
    [InlineData("congestion=a b", "congestion")]
    [InlineData("allow=10.0.0.0/33", "allow")]
    [InlineData("allow=10.0.0/8", "allow")]
    [InlineData("allow=10.0.0.0/", "allow")]
    [InlineData("deny=::/129", "deny")]
    [InlineData("deny=everybody", "deny")]
    public void Parse_WhenAValueIsWrong_ThenNamesTheOption(string option, string name)
    {
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse($"tcp:80,{option}"));
        Assert.StartsWith($"option '{name}' ", e.Problem);
    }

    [Theory]
    [InlineData("mode=778")]
    [InlineData("mode=1777")]
    [InlineData("mode=00600")]
    [InlineData("mode=rw")]
    [InlineData("user=a:b")]
    [InlineData("user=-1")]
    [InlineData("user=4294967295")]
    [InlineData("group=4294967296")]
    [InlineData("allow-uid=")]
    public void Parse_WhenAUnixValueIsWrong_ThenNamesTheOption(string option)
    {
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse($"unix:/x,{option}"));
        Assert.StartsWith($"option '{option[..option.IndexOf('=', StringComparison.Ordinal)]}' ", e.Problem);
    }

    [Fact]
    public void Options_WhenDescribed_ThenEachHasANameASyntaxAndASummary()
    {
        foreach (var option in AddressScheme.All.SelectMany(scheme => scheme.Options))
        {
            Assert.Matches("^[a-z][a-z0-9-]*[a-z0-9]$", option.Name);
            Assert.False(string.IsNullOrWhiteSpace(option.Summary));
            Assert.DoesNotContain('\n', option.Summary);
        }
    }
}
