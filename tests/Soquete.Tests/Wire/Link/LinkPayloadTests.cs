using Soquete.Wire;
using Soquete.Wire.Link;

namespace Soquete.Tests.Wire.Link;

/// <summary>The same packet, found behind the header of each kind of link.</summary>
public class LinkPayloadTests
{
    private static readonly byte[] Packet = Frames.Packet(Frames.Udp);
    private static readonly byte[] Packet6 = Frames.Packet(Frames.Udp6);

    [Theory]
    [InlineData(LinkType.Ethernet, "020000000002 020000000001 0800", 0)]
    [InlineData(LinkType.Ethernet, "020000000002 020000000001 8100 0005 0800", 1)]
    [InlineData(LinkType.Ethernet, "020000000002 020000000001 88a8 0064 8100 7007 0800", 2)]
    [InlineData(LinkType.LinuxSll, "0000 0001 0006 0200000000010000 0800", 0)]
    [InlineData(LinkType.LinuxSll, "0000 0001 0006 0200000000010000 8100 0005 0800", 1)]
    [InlineData(LinkType.LinuxSll2, "0800 0000 00000002 0001 00 06 0200000000010000", 0)]
    [InlineData(LinkType.Null, "00000002", 0)]
    [InlineData(LinkType.Null, "02000000", 0)]
    [InlineData(LinkType.Raw, "", 0)]
    [InlineData(LinkType.Ipv4, "", 0)]
    public void Packet_WhenBehindALinksHeader_ThenIsFound(LinkType linkType, string header, int tags)
    {
        byte[] bytes = [.. Frames.Bytes(header), .. Packet];
        Assert.True(LinkPayload.TryRead(linkType, bytes, out var payload));
        Assert.Equal(EtherType.Ipv4, payload.EtherType);
        Assert.Equal(Packet, payload.Bytes);
        Assert.Equal(tags, payload.TagCount);
        var least = header.Length > 0 ? Frames.Bytes(header).Length - (4 * tags) : 1;
        Assert.False(LinkPayload.TryRead(linkType, bytes.AsSpan(0, least - 1), out _));
    }

    [Theory]
    [InlineData(LinkType.Null, "0000000a")]
    [InlineData(LinkType.Null, "0a000000")]
    [InlineData(LinkType.Null, "1e000000")]
    [InlineData(LinkType.Raw, "")]
    [InlineData(LinkType.Ipv6, "")]
    public void Packet6_WhenBehindALinksHeader_ThenIsFound(LinkType linkType, string header)
    {
        Assert.True(LinkPayload.TryRead(linkType, [.. Frames.Bytes(header), .. Packet6], out var payload));
        Assert.Equal(EtherType.Ipv6, payload.EtherType);
        Assert.Equal(Packet6, payload.Bytes);
    }

    [Fact]
    public void Link_WhenNotKnown_ThenNothingIsFound()
    {
        Assert.False(LinkPayload.TryRead((LinkType)147, Packet, out _));
        Assert.True(LinkPayload.TryRead(LinkType.Raw, [0x50], out var payload));
        Assert.Equal(0, payload.EtherType);
    }
}
