using System.Net;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;

namespace Soquete.Tests.Wire.Internet;

public class NdTests
{
    private static readonly MacAddress Router = MacAddress.Parse("02:00:00:00:00:02");

    public static TheoryData<string> Names => Literal.Names(typeof(NdPackets));

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_WhenReadAndWritten_ThenIsTheSame(string name)
    {
        Assert.True(IpView.TryRead(Literal.Bytes(Literal.Named(typeof(NdPackets), name)), out var ip));
        Assert.Equal(NdMessage.HopLimit, ip.HopLimit);
        var bytes = ip.Payload.ToArray();
        var message = Read(bytes);
        var written = new byte[message.Length];
        Assert.Equal(bytes.Length, message.Write(written, ip.Source, ip.Destination));
        Assert.Equal(bytes, written);
        Assert.Equal(message, Read(written));
        Assert.Equal(message.GetHashCode(), Read(written).GetHashCode());
        Assert.Throws<ArgumentException>(() => message.Write(new byte[bytes.Length - 1]));
        Assert.True(Icmpv6View.TryRead(bytes, out var view));
        Assert.Equal(Icmpv6Message.Read(view), message.ToMessage());
    }

    [Fact]
    public void RouterSolicitation_WhenRead_ThenHasTheSendersAddress()
    {
        var message = Read(Literal.Payload(NdPackets.RouterSolicitation));
        Assert.Equal(
            new NdRouterSolicitation { Options = [NdLinkLayerAddress.Source(MacAddress.Parse("02:00:00:00:00:01"))] },
            message);
    }

    [Fact]
    public void RouterAdvertisement_WhenRead_ThenSaysAllThatWasSent()
    {
        var expected = new NdRouterAdvertisement
        {
            CurrentHopLimit = 64,
            IsManaged = true,
            HasOtherConfiguration = true,
            Preference = NdRouterPreference.High,
            RouterLifetime = 1800,
            ReachableTime = 30_000,
            RetransmissionTimer = 1_000,
            Options =
            [
                NdLinkLayerAddress.Source(Router),
                new NdMtu(1500),
                new NdPrefixInformation
                {
                    Prefix = IPAddress.Parse("2001:db8:1::"),
                    PrefixLength = 64,
                    IsOnLink = true,
                    IsAutonomous = true,
                    ValidLifetime = 86_400,
                    PreferredLifetime = 14_400,
                },
                new NdRecursiveDnsServers(
                    600, [IPAddress.Parse("2001:db8:1::53"), IPAddress.Parse("2001:db8:1::54")]),
            ],
        };
        Assert.Equal(expected, Read(Literal.Payload(NdPackets.RouterAdvertisement)));
    }

    [Fact]
    public void RouterAdvertisement_WhenViewed_ThenSaysTheSame()
    {
        var bytes = Literal.Payload(NdPackets.RouterAdvertisement);
        Assert.True(Icmpv6View.TryRead(bytes, out var message));
        Assert.True(NdView.TryRead(message, out var view));
        Assert.Equal((64, true, true), (view.CurrentHopLimit, view.IsManaged, view.HasOtherConfiguration));
        Assert.Equal((false, false), (view.IsHomeAgent, view.IsProxied));
        Assert.Equal(NdRouterPreference.High, view.Preference);
        Assert.Equal((1800, 30_000u, 1_000u), (view.RouterLifetime, view.ReachableTime, view.RetransmissionTimer));
        Assert.True(view.TargetBytes.IsEmpty);
        Assert.True(view.DestinationBytes.IsEmpty);
        Assert.True(view.Options.IsWellFormed);
        foreach (var option in view.Options)
        {
            Assert.Equal(option.Type == NdOptionType.SourceLinkLayerAddress, option.TryGetMacAddress(out var address));
            Assert.Equal(option.Type == NdOptionType.SourceLinkLayerAddress ? Router : default, address);
            Assert.Equal(option.Type == NdOptionType.Mtu ? 1500u : 0, option.Mtu);
            Assert.Equal(option.Type == NdOptionType.PrefixInformation ? 64 : 0, option.PrefixLength);
            Assert.Equal(option.Type == NdOptionType.PrefixInformation, option.IsOnLink && option.IsAutonomous);
            Assert.Equal(option.Type == NdOptionType.RecursiveDnsServers ? 32 : 0, option.DnsServerBytes.Length);
            Assert.Equal(option.Type == NdOptionType.RecursiveDnsServers ? 600u : 0, option.DnsLifetime);
        }
    }

    [Fact]
    public void Neighbours_WhenRead_ThenAskAndTell()
    {
        var target = IPAddress.Parse("fe80::ff:fe00:2");
        Assert.Equal(
            new NdNeighbourSolicitation
            {
                Target = target,
                Options = [NdLinkLayerAddress.Source(MacAddress.Parse("02:00:00:00:00:01"))],
            },
            Read(Literal.Payload(NdPackets.NeighbourSolicitation)));
        Assert.Equal(
            new NdNeighbourAdvertisement
            {
                Target = target,
                IsRouter = true,
                IsSolicited = true,
                IsOverride = true,
                Options = [NdLinkLayerAddress.Target(Router)],
            },
            Read(Literal.Payload(NdPackets.NeighbourAdvertisement)));
        Assert.Equal(
            new NdNeighbourAdvertisement { Target = IPAddress.Parse("fd00:1::1"), IsSolicited = true },
            Read(Literal.Payload(NdPackets.NeighbourAdvertisementWithoutOption)));
    }

    [Fact]
    public void Redirect_WhenRead_ThenQuotesThePacket()
    {
        var redirect = Assert.IsType<NdRedirect>(Read(Literal.Payload(NdPackets.Redirect)));
        Assert.Equal(IPAddress.Parse("fe80::77"), redirect.Target);
        Assert.Equal(IPAddress.Parse("fd00:9::1"), redirect.Destination);
        Assert.Equal(NdLinkLayerAddress.Target(MacAddress.Parse("02:00:00:00:00:77")), redirect.Options[0]);
        var quoted = Assert.IsType<NdRedirectedHeader>(redirect.Options[1]);
        Assert.True(IpView.TryRead(quoted.Packet.Span, out var packet));
        Assert.Equal(redirect.Destination, packet.Destination);
        Assert.True(Icmpv6View.TryRead(packet.Payload, out var echo));
        Assert.Equal(Icmpv6Type.EchoRequest, echo.Type);
        Assert.True(echo.IsChecksumValid(packet));
    }

    /// <summary>Such a message is to be ignored (RFC 4861 section 4.6).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    public void Option_WhenItsLengthIsWrong_ThenTheMessageIsNotWellFormed(byte length)
    {
        var bytes = Literal.Payload(NdPackets.RouterSolicitation);
        bytes[9] = length;
        Assert.True(Icmpv6View.TryRead(bytes, out var message));
        Assert.True(NdView.TryRead(message, out var view));
        Assert.False(view.Options.IsWellFormed);
        Assert.Empty(NdMessage.Read(view).Options);
    }

    [Fact]
    public void Option_WhenNotOfItsLength_ThenIsKeptAsBytes()
    {
        byte[] longMtu = [5, 2, 0, 0, 0, 0, 5, 220, 1, 2, 3, 4, 5, 6, 7, 8];
        byte[] shortPrefix = [3, 1, 64, 0xC0, 0, 0, 0, 0];
        byte[] oddServers = [25, 2, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8];
        byte[] unknown = [200, 1, 1, 2, 3, 4, 5, 6];
        foreach (var bytes in new[] { longMtu, shortPrefix, oddServers, unknown })
        {
            Assert.True(NdOptionView.TryRead(bytes, out var view));
            var option = Assert.IsType<NdOtherOption>(NdOption.Read(view));
            var written = new byte[bytes.Length];
            Assert.Equal(bytes.Length, option.Write(written));
            Assert.Equal(bytes, written);
        }
    }

    [Fact]
    public void Option_WhenLongerThanItsLengthCanSay_ThenIsRefused()
    {
        var longest = new NdRedirectedHeader(new byte[2032]);
        Assert.Equal(2040, longest.Write(new byte[2040]));
        Assert.Throws<InvalidOperationException>(() => new NdRedirectedHeader(new byte[2033]).Write(new byte[4096]));
        Assert.Throws<ArgumentException>(
            () => new NdRecursiveDnsServers(1, [IPAddress.Loopback]).Write(new byte[100]));
        Assert.Equal(8, new NdLinkLayerAddress(false, new byte[6]).Length);
        Assert.Equal(24, new NdLinkLayerAddress(false, new byte[20]).Length);
    }

    [Fact]
    public void OtherMessages_WhenAsked_ThenAreNone()
    {
        Assert.True(Icmpv6View.TryRead(Literal.Payload(Icmpv6Packets.EchoRequest), out var echo));
        Assert.False(NdView.TryRead(echo, out _));
        Assert.False(MldView.TryRead(echo, out _));
    }

    private static NdMessage Read(byte[] bytes)
    {
        Assert.True(Icmpv6View.TryRead(bytes, out var message));
        Assert.True(NdView.TryRead(message, out var view));
        return NdMessage.Read(view);
    }
}
