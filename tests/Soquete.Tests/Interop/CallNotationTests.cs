using System.Net;
using System.Text;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

public class CallNotationTests
{
    [Fact]
    public void SocketArguments_WhenTheDomainIsInternet_ThenTheProtocolHasItsName()
    {
        const int Stream = SocketKind.Stream | SocketKind.CloseOnExec;
        Assert.Equal(
            "AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP",
            CallNotation.SocketArguments(Domain.Inet, Stream, Protocol.Tcp));
        Assert.Equal(
            "AF_INET6, SOCK_DGRAM, IPPROTO_IP", CallNotation.SocketArguments(Domain.Inet6, SocketKind.Datagram, 0));
        Assert.Equal("AF_UNIX, SOCK_SEQPACKET, 0", CallNotation.SocketArguments(Domain.Unix, SocketKind.SeqPacket, 0));
    }

    [Fact]
    public void NameArguments_WhenThereIsNoDescriptorYet_ThenAPlaceholderStandsForIt()
    {
        var name = SocketName.FromInternet(new IPEndPoint(IPAddress.Loopback, 80));
        Assert.Equal(
            """FD, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16""",
            CallNotation.NameArguments("FD", name));
    }

    [Theory]
    [InlineData("short", 4096, "0", """3, "short", 4096, 0""")]
    [InlineData("", 10, "", """3, "", 10""")]
    [InlineData("exactly thirty-two bytes of data", 32, "0", """3, "exactly thirty-two bytes of data", 32, 0""")]
    [InlineData("exactly thirty-three bytes in all", 33, "0", """3, "exactly thirty-three bytes in al"..., 33, 0""")]
    [InlineData("\0" + "1\0a\u0001" + "8\u0001" + "7\u0002", 9, "", """3, "\0001\0a\18\0017\2", 9""")]
    public void DataArguments_WhenPrinted_ThenTheyAreEscapedAndCutAsStraceDoes(
        string data, int requested, string flags, string expected) =>
        Assert.Equal(expected, CallNotation.DataArguments("3", Encoding.Latin1.GetBytes(data), requested, flags));

    [Fact]
    public void Line_WhenTheCallFailed_ThenTheErrorIsNamedAndDescribed()
    {
        Assert.Equal("close(3) = 0", CallNotation.Line("close", "3", 0, Errno.None));
        Assert.Equal(
            "listen(3, 5) = -1 EADDRINUSE (Address already in use)",
            CallNotation.Line("listen", "3, 5", -1, Errno.EADDRINUSE));
    }

    [Fact]
    public void FoundNameArguments_WhenTheKernelFilledNothingIn_ThenNothingIsInvented() =>
        Assert.Equal("3, ..., [128]", CallNotation.FoundNameArguments("3", default));
}
