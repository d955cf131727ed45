using System.Net;
using Soquete.SocketTables;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.SocketTables;

public class InternetNameTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("0.0.0.0", 0, "*:0")]
    [InlineData("127.0.0.1", 80, "127.0.0.1:80")]
    [InlineData("255.255.255.255", 65535, "255.255.255.255:65535")]
    [InlineData("::", 53, "[::]:53")]
    [InlineData("::ffff:192.0.2.1", 443, "[::ffff:192.0.2.1]:443")]
    [InlineData("2001:db8::1", 1, "[2001:db8::1]:1")]
    public void Text_WhenAnAddressIsGiven_ThenItIsAsPeopleWriteIt(string address, int port, string text) =>
        Assert.Equal(text, new InternetName(IPAddress.Parse(address).GetAddressBytes(), port).ToString());

    [Fact]
    public void Text_WhenAddressesAreRandom_ThenItIsThatOfTheBaseLibraries()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < 5000; i++)
        {
            var bytes = new byte[random.Coin() ? 4 : 16];
            random.NextBytes(bytes);
            var port = random.Next(65536);
            var expected = new IPEndPoint(new IPAddress(bytes), port).ToString();
            Assert.Equal(expected, new InternetName(bytes, port).ToString());
        }
    }
}
