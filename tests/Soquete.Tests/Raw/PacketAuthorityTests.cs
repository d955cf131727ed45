using Soquete.Addresses;
using Soquete.Planning;
using Soquete.Raw;
using Soquete.Tests.Support;

namespace Soquete.Tests.Raw;

/// <summary>Who may not, and what is not there.</summary>
public class PacketAuthorityTests
{
    [RootTheory]
    [InlineData("packet:lo")]
    [InlineData("packet:any")]
    [InlineData("packet:lo,cooked,promiscuous")]
    public async Task Open_WhenTheProcessLacksTheCapability_ThenOneLineSaysWhichAndHowToGrantIt(string address)
    {
        await using var child = Child.Start(
            "setpriv", "--bounding-set", "-net_raw", "--inh-caps", "-net_raw", Child.ThisAssembly, "open", "listen",
            address);
        var line = await child.LineAsync("failed EPERM");
        Assert.Contains($"{address}: this process lacks CAP_NET_RAW", line, StringComparison.Ordinal);
        Assert.Contains("sudo setcap cap_net_raw+ep", line, StringComparison.Ordinal);
        await child.EndAsync(1);
    }

    [Fact]
    public async Task Open_WhenNoInterfaceHasTheName_ThenTheNearestIsNamed()
    {
        var failure = await Assert.ThrowsAsync<SoqueteException>(
            () => PacketSocket.OpenAsync(Address.Parse("packet:l0")).AsTask());
        Assert.Equal(FailureKind.NameNotFound, failure.Kind);
        Assert.Equal("packet:l0: no interface has the name 'l0'; did you mean lo?", failure.Message);
        failure = await Assert.ThrowsAsync<SoqueteException>(
            () => PacketRing.OpenAsync(Address.Parse("packet:nothing-is-near")).AsTask());
        Assert.Contains("there are ", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SoqueteException>(
            () => AddressExplanation.ForAsync(Address.Parse("packet:l0"), AddressRole.Listen).AsTask());
    }

    [Fact]
    public async Task Open_WhenTheAddressIsNoPacketAddress_ThenIsRefused()
    {
        await Assert.ThrowsAsync<AddressFormatException>(
            () => PacketSocket.OpenAsync(Address.Parse("udp:5000")).AsTask());
        await Assert.ThrowsAsync<AddressFormatException>(
            () => PacketRing.OpenAsync(Address.Parse("udp:5000")).AsTask());
    }
}
