using System.Net.Sockets;
using Soquete.Addresses;

namespace Soquete.Kestrel.Tests.Listening;

public class SoqueteEndPointTests
{
    [Fact]
    public void EndPoints_WhenTheirAddressesAreEqual_ThenAreEqual()
    {
        var first = new SoqueteEndPoint("unix:/run/x.sock,mode=0660");
        var second = new SoqueteEndPoint(new UnixAddress("/run/x.sock")
        {
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite,
        });
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, new SoqueteEndPoint("unix:/run/x.sock"));
    }

    [Theory]
    [InlineData("tcp:127.0.0.1:80", AddressFamily.Unspecified)]
    [InlineData("unix:/run/x.sock", AddressFamily.Unix)]
    [InlineData("unix:@x", AddressFamily.Unix)]
    [InlineData("vsock:*:80", AddressFamily.Unspecified)]
    [InlineData("fd:3", AddressFamily.Unspecified)]
    public void EndPoint_WhenMadeOfAText_ThenSaysIt(string text, AddressFamily family)
    {
        var end = new SoqueteEndPoint(text);
        Assert.Equal(text, end.ToString());
        Assert.Equal(text, end.Address.ToString());
        Assert.Equal(family, end.AddressFamily);
    }

    [Theory]
    [InlineData("udp:127.0.0.1:80")]
    [InlineData("unix-dgram:/run/x.sock")]
    [InlineData("exec:cat")]
    public void EndPoint_WhenNoStreamListensThere_ThenIsRefused(string text) =>
        Assert.Throws<ArgumentException>(() => new SoqueteEndPoint(text));

    [Fact]
    public void EndPoint_WhenTheTextIsNoAddress_ThenIsRefused() =>
        Assert.Throws<AddressFormatException>(() => new SoqueteEndPoint("tpc:80"));
}
