using Soquete.Wire;
using Soquete.Wire.Link;

namespace Soquete.Tests.Wire.Link;

public class EthernetTests
{
    [Fact]
    public void Frame_WhenOfAPacket_ThenFieldsAreThoseThatWereSent()
    {
        Assert.True(EthernetView.TryRead(Frames.Bytes(Frames.Udp), out var view));
        Assert.Equal("02:00:00:00:00:02", view.Destination.ToString());
        Assert.Equal("02:00:00:00:00:01", view.Source.ToString());
        Assert.Equal(EtherType.Ipv4, view.EtherType);
        Assert.False(view.HasLength);
        Assert.False(view.IsTruncated);
        Assert.Equal(Frames.Packet(Frames.Udp), view.Payload);
        Assert.Equal(0, view.Tags.Skip(out var type, out var payload));
        Assert.Equal(EtherType.Ipv4, type);
        Assert.Equal(view.Payload, payload);
    }

    [Fact]
    public void Header_WhenReadAndWritten_ThenIsTheSame()
    {
        foreach (var frame in Frames.All.Select(Frames.Bytes))
        {
            Assert.True(EthernetView.TryRead(frame, out var view));
            var written = new byte[EthernetHeader.Length];
            Assert.Equal(EthernetHeader.Length, EthernetHeader.Read(view).Write(written));
            Assert.Equal(frame[..EthernetHeader.Length], written);
            Assert.True(EthernetView.TryRead(written, out var again));
            Assert.Equal(EthernetHeader.Read(view), EthernetHeader.Read(again));
        }
    }

    [Fact]
    public void Header_WhenThereIsNoRoom_ThenThrows()
    {
        EthernetView.TryRead(Frames.Bytes(Frames.Udp), out var view);
        var header = EthernetHeader.Read(view);
        Assert.Throws<ArgumentException>(() => header.Write(new byte[EthernetHeader.Length - 1]));
    }

    /// <summary>IEEE 802.3 section 3.2.6: a length up to 1,500, a type from 1,536.</summary>
    [Theory]
    [InlineData(0, true, 0, false)]
    [InlineData(8, true, 8, false)]
    [InlineData(9, true, 8, true)]
    [InlineData(1500, true, 8, true)]
    [InlineData(1501, false, 8, false)]
    [InlineData(1535, false, 8, false)]
    [InlineData(1536, false, 8, false)]
    public void Number_WhenItIsALength_ThenCutsThePadding(int number, bool isLength, int payload, bool isTruncated)
    {
        byte[] frame = [.. new byte[12], (byte)(number >> 8), (byte)number, .. new byte[8]];
        Assert.True(EthernetView.TryRead(frame, out var view));
        Assert.Equal(isLength, view.HasLength);
        Assert.Equal(payload, view.Payload.Length);
        Assert.Equal(isTruncated, view.IsTruncated);
    }

    [Fact]
    public void SpanningTree_WhenRead_ThenItsLengthEndsIt()
    {
        Assert.True(EthernetView.TryRead(Frames.Bytes(Frames.SpanningTree), out var view));
        Assert.True(view.HasLength);
        Assert.True(view.Destination.IsMulticast);
        Assert.True(LlcView.TryRead(view.Payload, out var llc));
        Assert.Equal(LlcView.SpanningTree, llc.DestinationServicePoint);
        Assert.Equal(LlcView.SpanningTree, llc.SourceServicePoint);
        Assert.Equal(3, llc.Control);
        Assert.Equal(3, llc.HeaderLength);
        Assert.False(llc.IsSnap);
        Assert.Equal(35, llc.Payload.Length);
    }

    [Fact]
    public void Snap_WhenRead_ThenSaysWhoseProtocolFollows()
    {
        Assert.True(EthernetView.TryRead(Frames.Bytes(Frames.Snap), out var view));
        Assert.True(LlcView.TryRead(view.Payload, out var llc));
        Assert.True(llc.IsSnap);
        Assert.Equal(0x00000c, llc.OrganizationCode);
        Assert.Equal(0x2000, llc.ProtocolId);
        Assert.Equal([0x02, 0xb4, 0, 0], llc.Payload.ToArray());
        Assert.False(LlcView.TryRead(view.Payload[..7], out _));
    }

    [Fact]
    public void Llc_WhenTheFrameIsNumbered_ThenItsControlHasTwoBytes()
    {
        Assert.True(LlcView.TryRead([0xF0, 0xF1, 0x02, 0x04, 7], out var llc));
        Assert.Equal(0x0204, llc.Control);
        Assert.Equal([7], llc.Payload.ToArray());
        Assert.False(LlcView.TryRead([0xF0, 0xF1, 0x02], out _));
    }

    [Theory]
    [InlineData((ushort)0x0800, "IPv4")]
    [InlineData((ushort)0x86DD, "IPv6")]
    [InlineData((ushort)0x0806, "ARP")]
    [InlineData((ushort)0x88A8, "802.1ad")]
    [InlineData((ushort)0x1234, null)]
    public void Name_WhenAskedFor_ThenIsWhatPeopleCallIt(ushort etherType, string? name) =>
        Assert.Equal(name, EtherType.NameOf(etherType));

    [Fact]
    public void LinkTypes_WhenNumbered_ThenAreThoseOfCaptureFiles() => Assert.Equal(
        [0, 1, 101, 113, 228, 229, 276],
        Enum.GetValues<LinkType>().Select(type => (int)type));
}
