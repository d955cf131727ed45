using Soquete.Addresses;
using Soquete.Streams;

namespace Soquete.Tests.Streams;

/// <summary>
/// Addresses that a program makes from properties are held to the same bounds as those that are parsed.
/// </summary>
public sealed class ProgramAddressTests
{
    public static TheoryData<Address, string> OutOfBounds { get; } = new()
    {
        { new TcpAddress(Host.Loopback, 9) { Dscp = 99 }, "dscp" },
        { new TcpAddress(Host.Loopback, 9) { KeepAliveIdle = TimeSpan.FromMilliseconds(1500) }, "keepalive-idle" },
        { new TcpAddress(Host.Loopback, 9) { KeepAliveCount = 0 }, "keepalive-count" },
        { new TcpAddress(Host.Loopback, 9) { SendBuffer = -1 }, "send-buffer" },
        { new TcpAddress(Host.Loopback, 9) { ConnectTimeout = TimeSpan.Zero }, "connect-timeout" },
        { new TcpAddress(Host.Loopback, 9) { Interface = "no such/interface" }, "interface" },
        { new FileAddress("f") { Append = true, Truncate = true }, "append" },
    };

    [Theory]
    [MemberData(nameof(OutOfBounds))]
    public async Task Connect_WhenAValueIsOutOfBounds_ThenTheOptionIsNamed(Address address, string option)
    {
        var e = await Assert.ThrowsAsync<AddressFormatException>(
            async () => await StreamConnection.ConnectAsync(address));
        Assert.Contains($"'{option}'", e.Message);
    }

    [Fact]
    public async Task Listen_WhenAValueIsOutOfBounds_ThenTheOptionIsNamed()
    {
        var address = new UnixAddress("@x") { Backlog = 0 };
        var e = await Assert.ThrowsAsync<AddressFormatException>(async () => await StreamListener.ListenAsync(address));
        Assert.Contains("'backlog'", e.Message);
    }
}
