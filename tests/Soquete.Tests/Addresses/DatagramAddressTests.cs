using System.Net;
using Soquete.Addresses;

namespace Soquete.Tests.Addresses;

/// <summary>The grammar of the schemes that carry messages.</summary>
public class DatagramAddressTests
{
    [Theory]
    [InlineData("udp:5000", "udp:5000")]
    [InlineData("UDP://localhost:05000/", "udp:localhost:5000")]
    [InlineData("udp:*:0", "udp:*:0")]
    [InlineData("udp:domain", "udp:domain")]
    [InlineData("udp4:127.0.0.1:53", "udp4:127.0.0.1:53")]
    [InlineData("udp6:[::1]:53", "udp6:[::1]:53")]
    [InlineData("udp:[ff02::1%eth0]:5000", "udp:[ff02::1%eth0]:5000")]
    [InlineData("udp:255.255.255.255:5000,broadcast=on", "udp:255.255.255.255:5000,broadcast")]
    [InlineData("udp:5000,broadcast=off", "udp:5000,broadcast=off")]
    [InlineData("udp:5000,ttl=0", "udp:5000,ttl=0")]
    [InlineData("udp:5000,ttl=255", "udp:5000,ttl=255")]
    [InlineData("udp:*:5000,join=239.1.2.3,join=ff15:0::1", "udp:*:5000,join=239.1.2.3,join=ff15::1")]
    [InlineData("udp:232.1.2.3:5,source=10.0.0.1,source=10.0.0.2", "udp:232.1.2.3:5,source=10.0.0.1,source=10.0.0.2")]
    [InlineData("udp:*:5000,source=::1,join=ff35::1", "udp:*:5000,join=ff35::1,source=::1")]
    [InlineData("udp:239.1.2.3:5,multicast-interface=eth0", "udp:239.1.2.3:5,multicast-interface=eth0")]
    [InlineData("udp:239.1.2.3:5,multicast-interface=10.0.0.1", "udp:239.1.2.3:5,multicast-interface=10.0.0.1")]
    [InlineData("udp:[ff15::1]:5,multicast-interface=fe80::1", "udp:[ff15::1]:5,multicast-interface=fe80::1")]
    [InlineData("udp:239.1.2.3:5,multicast-loop=off", "udp:239.1.2.3:5,multicast-loop=off")]
    [InlineData("udp:5000,offload=off,timestamps,dont-fragment", "udp:5000,dont-fragment,timestamps,offload=off")]
    [InlineData("udp:5000,loss=1.50%,duplicate=0.5%,reorder=100%", "udp:5000,loss=1.5%,duplicate=0.5%,reorder=100%")]
    [InlineData("udp:5000,loss=0%", "udp:5000")]
    [InlineData("udp:5000,delay=20ms,jitter=5ms,seed=7", "udp:5000,delay=20ms,jitter=5ms,seed=7")]
    [InlineData("udp:5000,rate=1000kbit", "udp:5000,rate=1mbit")]
    [InlineData("udp:5000,max-sessions=9,idle-timeout=60", "udp:5000,idle-timeout=1m,max-sessions=9")]
    [InlineData("unix-dgram:/run/x", "unix-dgram:/run/x")]
    [InlineData("unix-dgram:///run/x", "unix-dgram:/run/x")]
    [InlineData("unix-dgram:@x,bind=@y", "unix-dgram:@x,bind=@y")]
    [InlineData("unix-dgram:/x,bind=/a\\,b", "unix-dgram:/x,bind=/a\\,b")]
    [InlineData("unix-dgram:/x,unbound", "unix-dgram:/x,unbound")]
    [InlineData("unix-dgram:/x,bind=y,unbound=off", "unix-dgram:/x,bind=y,unbound=off")]
    [InlineData("unix-dgram:/x,mode=620,allow-uid=0,credentials", "unix-dgram:/x,credentials,mode=620,allow-uid=0")]
    [InlineData("unix-dgram:/x,reorder=1%,max-sessions=2", "unix-dgram:/x,max-sessions=2,reorder=1%")]
    [InlineData("unix-seqpacket:@x,backlog=7", "unix-seqpacket:@x,backlog=7")]
    [InlineData("unix-seqpacket:/x,delay=1s,rate=8bit", "unix-seqpacket:/x,delay=1s,rate=8bit")]
    [InlineData("tcp:5,frame=u16,delay=1s,rate=8bit", "tcp:5,delay=1s,rate=8bit,frame=u16")]
    [InlineData("unix:/x,frame=u32", "unix:/x,frame=u32")]
    [InlineData("-,frame=line", "stdio,frame=line")]
    [InlineData("stdio:,frame=u16", "stdio,frame=u16")]
    [InlineData("file:/x,frame=line,append", "file:/x,append,frame=line")]
    [InlineData("fd:3,frame=u32", "fd:3,frame=u32")]
    [InlineData("exec:cat,frame=line,shell", "exec:cat,shell,frame=line")]
    public void Parse_WhenTheTextIsValid_ThenFormatsAs(string text, string formatted)
    {
        var address = Address.Parse(text);
        Assert.Equal(formatted, address.ToString());
        Assert.Equal(address, Address.Parse(formatted));
    }

    [Fact]
    public void Parse_WhenOptionsAreSet_ThenTheyAreProperties()
    {
        var udp = Assert.IsType<UdpAddress>(Address.Parse(
            "udp6:[ff35::1]:5000,source=2001:db8::1,ttl=4,multicast-loop=off,loss=0.5%,rate=1.5mbit,jitter=2ms"));
        Assert.Equal(IPAddress.Parse("2001:db8::1"), Assert.Single(udp.Source));
        Assert.Equal((4, false, InternetFamily.IPv6), (udp.Ttl, udp.MulticastLoop, udp.Family));
        var impairment = new Impairment { Loss = 0.005, Rate = 1_500_000, Jitter = TimeSpan.FromMilliseconds(2) };
        Assert.Equal(impairment, udp.Impairment);
        Assert.Equal(
            new UnixDatagramAddress("@x") { Bind = "@y", Credentials = true },
            Address.Parse("unix-dgram:@x,bind=@y,credentials"));
        Assert.Equal(new TcpAddress(Host.Loopback, 5) { Frame = FrameFormat.U16 }, Address.Parse("tcp:5,frame=u16"));
    }

    [Theory]
    [InlineData("unix-dgram")]
    [InlineData("unix-seqpacket")]
    public void Parse_WhenTheNameIsTooLong_ThenCountsItsBytes(string scheme)
    {
        Assert.True(Address.TryParse($"{scheme}:/{new string('x', 106)}", out _));
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse($"{scheme}:/{new string('x', 107)}"));
        Assert.EndsWith("has at most 107 bytes, and this one has 108", e.Problem);
    }

    [Theory]
    [InlineData("udp")]
    [InlineData("udp:")]
    [InlineData("udp:localhost")]
    [InlineData("udp:65536")]
    [InlineData("udp::5000")]
    [InlineData("udp:ff02::1:5000")]
    [InlineData("udp:239.1.2.3")]
    [InlineData("udp4:[::1]:53")]
    [InlineData("udp6:127.0.0.1:53")]
    [InlineData("udp4:[ff02::1]:53")]
    [InlineData("udp6:239.1.2.3:53")]
    [InlineData("udp:127.0.0.1:53,bind=[::1]")]
    [InlineData("unix-dgram:")]
    [InlineData("unix-dgram:@")]
    [InlineData("unix-seqpacket:")]
    [InlineData("unix-dgram:@x,mode=600")]
    [InlineData("unix-seqpacket:@x,user=0")]
    [InlineData("stdio:x,frame=line")]
    public void Parse_WhenTheTextIsNone_ThenThrows(string text) => Assert.False(Address.TryParse(text, out _));
}
