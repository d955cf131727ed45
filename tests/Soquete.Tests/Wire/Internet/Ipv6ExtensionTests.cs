using System.Net;
using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Tests.Wire.Internet;

public class Ipv6ExtensionTests
{
    [Fact]
    public void Chain_WhenGoneThrough_ThenEndsAtWhatIsCarried()
    {
        Assert.True(Ipv6View.TryRead(Frames.Packet(Frames.Chain), out var view));
        var found = new List<(byte Protocol, int Length)>();
        foreach (var extension in view.Extensions)
        {
            found.Add((extension.Protocol, extension.Bytes.Length));
        }

        Assert.Equal(
            [(IpProtocol.HopByHop, 8), (IpProtocol.Routing, 24), (IpProtocol.DestinationOptions, 8)], found);
        Assert.True(view.UpperLayer.HasHeader);
        Assert.Equal(IpProtocol.Udp, view.UpperLayer.Protocol);
        Assert.Equal(40, view.UpperLayer.ExtensionsLength);
        Assert.False(view.UpperLayer.IsFragment);
        Assert.True(UdpView.TryRead(view.UpperLayer.Payload, out var datagram));
        Assert.Equal("srh"u8, datagram.Payload);
    }

    [Fact]
    public void Segments_WhenNoneAreLeft_ThenTheDestinationIsTheLast()
    {
        Assert.True(Ipv6View.TryRead(Frames.Packet(Frames.Chain), out var view));
        var extensions = view.Extensions.GetEnumerator();
        Assert.True(extensions.MoveNext() && extensions.MoveNext());
        Assert.True(extensions.Current.TryGetRouting(out var routing));
        Assert.Equal(Ipv6RoutingView.Segments, routing.RoutingType);
        Assert.Equal(0, routing.SegmentsLeft);
        Assert.Equal(1, routing.AddressCount);
        Assert.Equal(IPAddress.Parse("2001:db8::2").GetAddressBytes(), routing.AddressBytes);
        Assert.Equal(view.DestinationBytes, view.FinalDestinationBytes);
        Assert.False(extensions.Current.TryGetFragment(out _));
        Assert.False(extensions.Current.TryGetAuthentication(out _));
    }

    /// <summary>RFC 8200 section 8.1: the checksum is made with the address of the last segment.</summary>
    [Theory]
    [InlineData(Ipv6RoutingView.SourceRoute, "2001:db8::b")]
    [InlineData(Ipv6RoutingView.Segments, "2001:db8::a")]
    public void Route_WhenSegmentsAreLeft_ThenTheLastOneIsInThePseudoHeader(byte type, string last)
    {
        var (source, next) = (IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8::2"));
        byte[] data =
        [
            type, 2, type == Ipv6RoutingView.Segments ? (byte)1 : (byte)0, 0, 0, 0,
            .. IPAddress.Parse("2001:db8::a").GetAddressBytes(), .. IPAddress.Parse("2001:db8::b").GetAddressBytes(),
        ];
        var route = new Ipv6ExtensionHeader
        {
            Protocol = IpProtocol.Routing, NextHeader = IpProtocol.Udp, Data = data,
        };
        var packet = new byte[Ipv6Header.Length + route.Length + UdpHeader.Length];
        var header = new Ipv6Header { NextHeader = IpProtocol.Routing, Source = source, Destination = next };
        var length = header.Write(packet, packet.Length - Ipv6Header.Length);
        length += route.Write(packet.AsSpan(length));
        new UdpHeader { SourcePort = 1, DestinationPort = 2 }
            .Write(packet.AsSpan(length), [], source, IPAddress.Parse(last));
        Assert.True(IpView.TryRead(packet, out var view));
        Assert.True(UdpView.TryRead(view.Payload, out var datagram));
        Assert.True(datagram.IsChecksumValid(view));
        Assert.False(datagram.IsChecksumValid(view.SourceBytes, view.DestinationBytes));
        Assert.True(Ipv6View.TryRead(packet, out var whole));
        Assert.Equal(IPAddress.Parse(last).GetAddressBytes(), whole.FinalDestinationBytes);
    }

    [Fact]
    public void Fragment_WhenNotTheFirst_ThenWhatFollowsIsNoHeader()
    {
        Assert.True(Ipv6View.TryRead(Frames.Packet(Frames.LastFragment6), out var view));
        var upper = view.UpperLayer;
        Assert.Equal(IpProtocol.Udp, upper.Protocol);
        Assert.True(upper.IsFound);
        Assert.False(upper.HasHeader);
        Assert.True(upper.IsFragment);
        Assert.Equal(1448, upper.FragmentOffset);
        Assert.False(upper.MoreFragments);
        Assert.Equal(0xb31e4963U, upper.Identification);
        Assert.Equal(31, upper.Payload.Length);
    }

    /// <summary>A later fragment whose bytes look like an extension header is not gone into.</summary>
    [Fact]
    public void Fragment_WhenNotTheFirst_ThenNoExtensionIsSoughtInIt()
    {
        var packet = Frames.Packet(Frames.LastFragment6);
        packet[40] = IpProtocol.DestinationOptions;
        packet.AsSpan(48).Clear();
        Assert.True(Ipv6View.TryRead(packet, out var view));
        Assert.Equal(IpProtocol.DestinationOptions, view.UpperLayer.Protocol);
        Assert.True(view.UpperLayer.IsFound);
        Assert.Equal(8, view.UpperLayer.ExtensionsLength);
    }

    [Fact]
    public void Fragment_WhenWritten_ThenIsReadBack()
    {
        var header = Ipv6ExtensionHeader.Fragment(IpProtocol.Icmpv6, 1448, moreFragments: true, 0xDBA06987);
        var written = new byte[8];
        Assert.Equal(8, header.Write(written));
        Assert.Equal(Frames.Bytes("3a 00 05a9 dba06987"), written);
        Assert.True(Ipv6FragmentView.TryRead(written, out var view));
        Assert.Equal(1448, view.FragmentOffset);
        Assert.True(view.MoreFragments);
        Assert.False(view.IsAtomic);
        Assert.Equal(0xDBA06987, view.Identification);
        Assert.Equal(IpProtocol.Icmpv6, view.NextHeader);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ipv6ExtensionHeader.Fragment(6, 1447, false, 1));
    }

    [Fact]
    public void Authentication_WhenRead_ThenIsPassedOverByItsOwnUnits()
    {
        Assert.True(Ipv6View.TryRead(Frames.Packet(Frames.Authenticated), out var view));
        var extensions = view.Extensions.GetEnumerator();
        Assert.True(extensions.MoveNext());
        Assert.True(extensions.Current.TryGetAuthentication(out var header));
        Assert.Equal(24, header.Length);
        Assert.Equal(0x100U, header.SecurityParametersIndex);
        Assert.Equal(7U, header.SequenceNumber);
        Assert.Equal(12, header.IntegrityCheckValue.Length);
        Assert.Equal(IpProtocol.Udp, header.NextHeader);
        Assert.Equal(13, view.UpperLayer.Payload.Length);
    }

    [Fact]
    public void Options_WhenWritten_ThenArePadded()
    {
        Assert.Equal(Frames.Bytes("3a 00 05020000 0100"), Written(Ipv6ExtensionHeader.RouterAlert(IpProtocol.Icmpv6)));
        Assert.Equal(Frames.Bytes("3b 00 0504aabbccdd"), Written(Of("0504aabbccdd")));
        Assert.Equal(Frames.Bytes("3b 00 0503aabbcc 00"), Written(Of("0503aabbcc")));
        Assert.Equal(Frames.Bytes("3b 01 0505aabbccddee 0105 0000000000"), Written(Of("0505aabbccddee")));
        Assert.Equal(Frames.Bytes("3b 00 0104 00000000"), Written(Of("")));
        Assert.Throws<ArgumentException>(
            () => Ipv6ExtensionHeader.OfOptions(IpProtocol.HopByHop, 59, new byte[2047]));

        static Ipv6ExtensionHeader Of(string options) => Ipv6ExtensionHeader.OfOptions(
            IpProtocol.DestinationOptions, IpProtocol.NoNextHeader, Frames.Bytes(options));
    }

    [Theory]
    [InlineData(IpProtocol.DestinationOptions, 5)]
    [InlineData(IpProtocol.DestinationOptions, 7)]
    [InlineData(IpProtocol.DestinationOptions, 2054)]
    [InlineData(IpProtocol.Fragment, 14)]
    [InlineData(IpProtocol.Authentication, 6)]
    [InlineData(IpProtocol.Authentication, 11)]
    public void Header_WhenItCannotBeOfThatLength_ThenIsNotWritten(byte protocol, int length)
    {
        var header = new Ipv6ExtensionHeader { Protocol = protocol, NextHeader = 59, Data = new byte[length] };
        Assert.Throws<ArgumentException>(() => header.Write(new byte[3000]));
    }

    /// <summary>A chain is gone through up to a limit, and what could not be read is told.</summary>
    [Theory]
    [InlineData(Ipv6Extensions.MaxCount, true)]
    [InlineData(Ipv6Extensions.MaxCount + 1, false)]
    public void Chain_WhenLong_ThenEndsAtTheLimit(int count, bool isFound)
    {
        var packet = new byte[Ipv6Header.Length + (8 * count)];
        new Ipv6Header
        {
            NextHeader = IpProtocol.DestinationOptions, Source = IPAddress.IPv6Loopback,
            Destination = IPAddress.IPv6Loopback,
        }.Write(packet, 8 * count);
        for (var i = 0; i < count; i++)
        {
            var next = i == count - 1 ? IpProtocol.NoNextHeader : IpProtocol.DestinationOptions;
            packet[Ipv6Header.Length + (8 * i)] = next;
        }

        Assert.True(Ipv6View.TryRead(packet, out var view));
        Assert.Equal(isFound, view.UpperLayer.IsFound);
        Assert.Equal(isFound, view.UpperLayer.HasHeader);
        Assert.Equal(8 * Ipv6Extensions.MaxCount, view.UpperLayer.ExtensionsLength);
    }

    [Theory]
    [InlineData(IpProtocol.DestinationOptions, "11 00 000000000000", true)]
    [InlineData(IpProtocol.DestinationOptions, "11 00 0000000000", false)]
    [InlineData(IpProtocol.DestinationOptions, "11 01 000000000000", false)]
    [InlineData(IpProtocol.Authentication, "11 00 000000000000", false)]
    [InlineData(IpProtocol.Authentication, "11 01 0000 00000001 00000002", true)]
    [InlineData(IpProtocol.Udp, "11 00 000000000000", false)]
    [InlineData(IpProtocol.Esp, "11 00 000000000000", false)]
    public void Extension_WhenCutOrNone_ThenIsRefused(byte protocol, string bytes, bool expected)
    {
        Assert.Equal(expected, Ipv6ExtensionView.TryRead(protocol, Frames.Bytes(bytes), out _));
        var upper = new Ipv6Extensions(protocol, Frames.Bytes(bytes)).GetEnumerator();
        Assert.Equal(expected, upper.MoveNext());
    }

    [Theory]
    [InlineData("TCP", IpProtocol.Tcp)]
    [InlineData("ipv6-icmp", IpProtocol.Icmpv6)]
    [InlineData("icmp6", IpProtocol.Icmpv6)]
    [InlineData("esp", IpProtocol.Esp)]
    [InlineData("hopopt", IpProtocol.HopByHop)]
    public void Protocol_WhenNamed_ThenIsFound(string name, byte expected)
    {
        Assert.True(IpProtocol.TryParse(name, out var protocol));
        Assert.Equal(expected, protocol);
        Assert.False(IpProtocol.TryParse(name + "x", out protocol));
        Assert.Equal(0, protocol);
    }

    [Fact]
    public void Protocols_WhenTheyHaveNames_ThenTheseAreReadBack()
    {
        foreach (var number in Enumerable.Range(0, 256).Select(number => (byte)number))
        {
            if (IpProtocol.NameOf(number) is { } name)
            {
                Assert.True(IpProtocol.TryParse(name, out var read));
                Assert.Equal(number, read);
            }
        }
    }

    private static byte[] Written(Ipv6ExtensionHeader header)
    {
        var bytes = new byte[header.Length];
        Assert.Equal(header.Length, header.Write(bytes));
        Assert.Throws<ArgumentException>(() => header.Write(new byte[header.Length - 1]));
        return bytes;
    }
}
