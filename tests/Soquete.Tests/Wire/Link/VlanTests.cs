using Soquete.Wire.Link;

namespace Soquete.Tests.Wire.Link;

public class VlanTests
{
    [Fact]
    public void Tags_WhenStacked_ThenAreGoneThroughFromTheOutermost()
    {
        Assert.True(EthernetView.TryRead(Frames.Bytes(Frames.TwoTags), out var frame));
        var found = new List<(ushort Id, byte Priority, bool Eligible, ushort Type)>();
        foreach (var tag in frame.Tags)
        {
            found.Add((tag.VlanId, tag.Priority, tag.IsDropEligible, tag.EtherType));
        }

        Assert.Equal([(100, 0, false, EtherType.Vlan), (7, 3, true, EtherType.Ipv4)], found);
        Assert.Equal(2, frame.Tags.Skip(out var type, out var packet));
        Assert.Equal(EtherType.Ipv4, type);
        Assert.Equal(Frames.Packet(Frames.Udp), packet);
    }

    [Theory]
    [InlineData(14, 0, EtherType.ServiceVlan)]
    [InlineData(17, 0, EtherType.ServiceVlan)]
    [InlineData(18, 1, EtherType.Vlan)]
    [InlineData(21, 1, EtherType.Vlan)]
    [InlineData(22, 2, EtherType.Ipv4)]
    public void Tags_WhenCut_ThenTheWholeOnesAreFound(int length, int count, ushort next)
    {
        Assert.True(EthernetView.TryRead(Frames.Bytes(Frames.TwoTags).AsSpan(0, length), out var frame));
        Assert.Equal(count, frame.Tags.Skip(out var type, out _));
        Assert.Equal(next, type);
    }

    /// <summary>A length behind a tag ends the frame, and no tag stands behind it, whatever the number.</summary>
    [Fact]
    public void Tag_WhenALengthFollows_ThenThePayloadIsSoLong()
    {
        byte[] frame = [.. new byte[12], 0x81, 0x00, 0x20, 0x05, 0x00, 0x03, 0x42, 0x42, 0x03, 0xFF, 0xFF];
        Assert.True(EthernetView.TryRead(frame, out var view));
        Assert.Equal(1, view.Tags.Skip(out var length, out var payload));
        Assert.Equal(3, length);
        Assert.Equal([0x42, 0x42, 0x03], payload.ToArray());
        Assert.True(VlanView.TryRead(frame.AsSpan(14), out var tag));
        Assert.True(tag.HasLength);
        Assert.False(tag.IsTruncated);
        Assert.True(VlanView.TryRead(frame.AsSpan(14, 6), out var cut));
        Assert.True(cut.IsTruncated);
    }

    [Theory]
    [InlineData("0064 8100")]
    [InlineData("7007 0800")]
    [InlineData("ffff 86dd")]
    [InlineData("0000 0026")]
    public void Tag_WhenReadAndWritten_ThenIsTheSame(string bytes)
    {
        Assert.True(VlanView.TryRead(Frames.Bytes(bytes), out var view));
        var written = new byte[VlanTag.Length];
        Assert.Equal(VlanTag.Length, VlanTag.Read(view).Write(written));
        Assert.Equal(Frames.Bytes(bytes), written);
    }

    [Fact]
    public void Tag_WhenOutOfRange_ThenThrows()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VlanTag { VlanId = 4096, EtherType = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new VlanTag { VlanId = 1, EtherType = 0, Priority = 8 });
        var tag = new VlanTag { VlanId = 1, EtherType = EtherType.Arp };
        Assert.Throws<ArgumentException>(() => tag.Write(new byte[3]));
    }
}
