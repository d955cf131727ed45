using Soquete.Addresses;

namespace Soquete.Tests.Addresses;

public class AddressGrammarTests
{
    [Theory]
    [InlineData("tcp:80", "tcp:80")]
    [InlineData("tcp:0", "tcp:0")]
    [InlineData("tcp:00080", "tcp:80")]
    [InlineData("TCP:localhost:80", "tcp:localhost:80")]
    [InlineData("tcp:localhost.:80", "tcp:localhost.:80")]
    [InlineData("tcp:*:0", "tcp:*:0")]
    [InlineData("tcp://example.org:8080/", "tcp:example.org:8080")]
    [InlineData("tcp:127.0.0.1:80", "tcp:127.0.0.1:80")]
    [InlineData("tcp:[::1]:80", "tcp:[::1]:80")]
    [InlineData("tcp:[0:0::0001]:80", "tcp:[::1]:80")]
    [InlineData("tcp:[::ffff:1.2.3.4]:80", "tcp:[::ffff:1.2.3.4]:80")]
    [InlineData("tcp:[fe80::1%eth0]:80", "tcp:[fe80::1%eth0]:80")]
    [InlineData("tcp://[fe80::1%25eth0]:80", "tcp:[fe80::1%eth0]:80")]
    [InlineData("tcp:[fe80::1%25]:80", "tcp:[fe80::1%25]:80")]
    [InlineData("tcp:[fe80::1%2525]:80", "tcp:[fe80::1%25]:80")]
    [InlineData("tcp:http", "tcp:http")]
    [InlineData("tcp:localhost:HTTP", "tcp:localhost:http")]
    [InlineData("tcp4:localhost:80", "tcp4:localhost:80")]
    [InlineData("tcp6:[::1]:80", "tcp6:[::1]:80")]
    [InlineData("tcp:80,nodelay=on", "tcp:80,nodelay")]
    [InlineData("tcp:80,nodelay=off", "tcp:80,nodelay=off")]
    [InlineData("tcp:80,reuse-port,listen", "tcp:80,listen,reuse-port")]
    [InlineData("tcp:80,idle-timeout=90s", "tcp:80,idle-timeout=90s")]
    [InlineData("tcp:80,idle-timeout=0.5m", "tcp:80,idle-timeout=30s")]
    [InlineData("tcp:80,idle-timeout=120", "tcp:80,idle-timeout=2m")]
    [InlineData("tcp:80,send-buffer=65536", "tcp:80,send-buffer=64k")]
    [InlineData("tcp:80,dscp=46", "tcp:80,dscp=ef")]
    [InlineData("tcp:80,dscp=EF", "tcp:80,dscp=ef")]
    [InlineData("tcp:80,dscp=7", "tcp:80,dscp=7")]
    [InlineData("tcp:80,allow=10.1.2.3/8,allow=::1", "tcp:80,allow=10.0.0.0/8,allow=::1")]
    [InlineData("tcp:h:80,bind=:5000", "tcp:h:80,bind=:5000")]
    [InlineData("tcp:h:80,bind=10.0.0.1", "tcp:h:80,bind=10.0.0.1:0")]
    [InlineData("tcp:h:80,bind=[::1]:9", "tcp:h:80,bind=[::1]:9")]
    [InlineData("unix:/run/app.sock", "unix:/run/app.sock")]
    [InlineData("unix:///run/app.sock", "unix:/run/app.sock")]
    [InlineData("unix:app.sock,mode=0660", "unix:app.sock,mode=660")]
    [InlineData("unix:app.sock,mode=7", "unix:app.sock,mode=007")]
    [InlineData("unix:@name", "unix:@name")]
    [InlineData("unix:/a\\,b", "unix:/a\\,b")]
    [InlineData("unix:/a\\\\,mode=600", "unix:/a\\\\,mode=600")]
    [InlineData("unix:/a\\b", "unix:/a\\b")]
    [InlineData("unix:/a\\\\b", "unix:/a\\b")]
    [InlineData("unix:////run/x", "unix:////run/x")]
    [InlineData("unix:/run/x,allow-uid=0,allow-uid=nobody", "unix:/run/x,allow-uid=0,allow-uid=nobody")]
    [InlineData("stdio", "stdio")]
    [InlineData("-", "stdio")]
    [InlineData("stdio:", "stdio")]
    [InlineData("file:a b", "file:a b")]
    [InlineData("file:/x,append", "file:/x,append")]
    [InlineData("fd:3", "fd:3")]
    [InlineData("fd:003", "fd:3")]
    [InlineData("fd:web", "fd:web")]
    [InlineData("exec:cat -u", "exec:cat -u")]
    [InlineData("exec:echo 'a\\,b'", "exec:echo 'a\\,b'")]
    [InlineData("exec:a | b,shell", "exec:a | b,shell")]
    public void Parse_WhenTheTextIsValid_ThenFormatsAs(string text, string formatted) =>
        Assert.Equal(formatted, Address.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(":80")]
    [InlineData("tcp")]
    [InlineData("tcp:")]
    [InlineData("tcp::80")]
    [InlineData("tcp:localhost")]
    [InlineData("tcp:localhost:")]
    [InlineData("tcp:1.2.3.4")]
    [InlineData("tcp:1.2.3:80")]
    [InlineData("tcp:1.2.3.4.5:80")]
    [InlineData("tcp:1.2.3.256:80")]
    [InlineData("tcp:01.2.3.4:80")]
    [InlineData("tcp:0x7f.1:80")]
    [InlineData("tcp:0x7f000001:80")]
    [InlineData("tcp:-host:80")]
    [InlineData("tcp:a..b:80")]
    [InlineData("tcp:a..:80")]
    [InlineData("tcp:a b:80")]
    [InlineData("tcp:[::1]")]
    [InlineData("tcp:[::1]80")]
    [InlineData("tcp:[::1:80")]
    [InlineData("tcp:[127.0.0.1]:80")]
    [InlineData("tcp:[::1/64]:80")]
    [InlineData("tcp:[[::1]]:80")]
    [InlineData("tcp:[::1%]:80")]
    [InlineData("tcp:[::1%a/b]:80")]
    [InlineData("tcp:http://x:80")]
    [InlineData("tcp:x:80/path")]
    [InlineData("tcp4:[::1]:80")]
    [InlineData("tcp6:127.0.0.1:80")]
    [InlineData("tcp4:h:80,bind=[::1]")]
    [InlineData("tcp:127.0.0.1:80,bind=[::1]")]
    [InlineData("tls:localhost:443")]
    [InlineData("unix:")]
    [InlineData("unix:@")]
    [InlineData("unix:/a\0b")]
    [InlineData("stdio:x")]
    [InlineData("file:")]
    [InlineData("fd:")]
    [InlineData("fd:-1")]
    [InlineData("fd:99999999999")]
    [InlineData("fd:a:b")]
    [InlineData("exec:")]
    [InlineData("exec: ")]
    [InlineData("exec:'a")]
    [InlineData("exec:a\\")]
    [InlineData("exec: ,shell")]
    [InlineData("tcp:80,")]
    [InlineData("tcp:80,,nodelay")]
    [InlineData("tcp:80, nodelay")]
    [InlineData("tcp:80,=on")]
    public void Parse_WhenTheTextIsNone_ThenThrows(string text)
    {
        Assert.Throws<AddressFormatException>(() => Address.Parse(text));
        Assert.False(Address.TryParse(text, out var address));
        Assert.Null(address);
    }

    [Fact]
    public void Parse_WhenLongerThanTheLimit_ThenThrows()
    {
        Assert.Equal(
            Address.MaxTextLength,
            Address.Parse("exec:" + new string('x', Address.MaxTextLength - 5)).ToString().Length);
        Assert.Throws<AddressFormatException>(
            () => Address.Parse("exec:" + new string('x', Address.MaxTextLength - 4)));
    }

    [Fact]
    public void Parse_WhenTheTextIsNull_ThenThrowsArgumentNull() =>
        Assert.Throws<ArgumentNullException>(() => Address.Parse((string)null!));

    [Fact]
    public void AllSchemes_WhenListed_ThenAreThoseOfThisRelease() =>
        Assert.Equal(
            [
                "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6", "raw", "raw4", "raw6", "packet", "unix",
                "unix-dgram", "unix-seqpacket", "vsock", "stdio", "file", "fd", "exec",
            ],
            AddressScheme.All.Select(scheme => scheme.Name));
}
