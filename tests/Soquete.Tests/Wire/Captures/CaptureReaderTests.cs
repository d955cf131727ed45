using System.Text;
using Soquete.Wire;
using Soquete.Wire.Captures;

namespace Soquete.Tests.Wire.Captures;

public class CaptureReaderTests
{
    private static readonly byte[] Data = [1, 2, 3, 4, 5];

    public static TheoryData<bool, byte, long, ulong, long> Times => new()
    {
        { false, 6, 0, 1_780_000_000_123_456, 1_780_000_000_123_456_000 },
        { true, 6, 0, 1_780_000_000_123_456, 1_780_000_000_123_456_000 },
        { false, 9, 0, 1_780_000_000_123_456_789, 1_780_000_000_123_456_789 },
        { true, 9, 60, 1_780_000_000_123_456_789, 1_780_000_060_123_456_789 },
        { false, 0, 0, 1_780_000_000, 1_780_000_000_000_000_000 },
        { false, 3, -1, 1_780_000_000_123, 1_779_999_999_123_000_000 },
        { true, 12, 0, 1_780_000_123_456_789_123, 1_780_000_123_456_789 },
        { false, 19, 0, ulong.MaxValue, 1_844_674_407 },
        { false, 0x7F, 0, ulong.MaxValue, 0 },
        { false, 0x80, 0, 1_780_000_000, 1_780_000_000_000_000_000 },
        { true, 0x80 + 10, 0, (1_780_000_000UL << 10) + 512, 1_780_000_000_500_000_000 },
        { false, 0x80 + 30, 0, (1_780_000_000UL << 30) + 1, 1_780_000_000_000_000_000 },
        { false, 0xFF, 7, ulong.MaxValue, 7_000_000_000 },
        { false, 9, 0, ulong.MaxValue, long.MaxValue },
        { false, 0, 0, ulong.MaxValue, long.MaxValue },
        { true, 9, long.MinValue, 0, long.MinValue },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void Time_WhenAnInterfaceCountsIt_ThenItIsNanoseconds(
        bool bigEndian, byte resolution, long offset, ulong time, long nanoseconds)
    {
        var bytes = new BlockBytes(bigEndian);
        bytes.Section().Interface(1, 0, (9, [resolution]), (14, bytes.Number(offset, 8))).Enhanced(0, time, 5, Data);
        var packet = Assert.Single(PacketCopy.ReadAll(bytes.File));
        Assert.Equal(new PacketCopy(nanoseconds, 5, "0102030405", 0, LinkType.Ethernet), packet);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Packet_WhenAnyKindOfBlockHasIt_ThenItIsRead(bool bigEndian)
    {
        var bytes = new BlockBytes(bigEndian).Section().Interface(101, 4).Interface(113, 0)
            .Simple(5, Data[..4]).Simple(3, Data[..3]).Obsolete(1, 7, 1_000_000, 9, Data)
            .Obsolete(0, ushort.MaxValue, 1, 5, Data).Enhanced(1, 2, 5, []);
        Assert.Equal(
            [
                new PacketCopy(0, 5, "01020304", 0, LinkType.Raw),
                new PacketCopy(0, 3, "010203", 0, LinkType.Raw),
                new PacketCopy(1_000_000_000, 9, "0102030405", 1, LinkType.LinuxSll, Dropped: 7),
                new PacketCopy(1_000, 5, "0102030405", 0, LinkType.Raw),
                new PacketCopy(2_000, 5, "", 1, LinkType.LinuxSll),
            ],
            PacketCopy.ReadAll(bytes.File));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Options_WhenABlockHasMany_ThenThoseThatAreKnownAreRead(bool bigEndian)
    {
        var bytes = new BlockBytes(bigEndian);
        bytes.Section()
            .Interface(1, 0, (2, "eth0"u8.ToArray()), (3, "words"u8.ToArray()), (11, [1, 2, 3]), (11, [0, 105, 112]))
            .Enhanced(
                0, 1, 5, Data, (1, "first"u8.ToArray()), (2, bytes.Number(0b_01101, 4)), (99, Data),
                (1, "second"u8.ToArray()), (4, bytes.Number(12, 8)), (0, []), (1, "after the end"u8.ToArray()));
        using var reader = new CaptureReader(new MemoryStream(bytes.File));
        Assert.Equal(
            new PacketCopy(
                1_000, 5, "0102030405", 0, LinkType.Ethernet, PacketDirection.Inbound, PacketReception.Broadcast, 12,
                "first\nsecond"),
            Assert.Single(PacketCopy.ReadAll(reader)));
        Assert.Equal(
            new CaptureInterface
            {
                LinkType = LinkType.Ethernet, SnapLength = 0, Name = "eth0", Description = "words", Filter = "ip",
            },
            Assert.Single(reader.Interfaces));
    }

    [Fact]
    public void Text_WhenItIsVeryLong_ThenItsBeginningIsRead()
    {
        var bytes = new BlockBytes(false).Section()
            .Interface(1, 0, (2, Encoding.UTF8.GetBytes(new string('n', 60_000))));
        using var reader = new CaptureReader(new MemoryStream(bytes.File));
        Assert.False(reader.TryRead(out _));
        Assert.Equal(CaptureLimits.MaxText, reader.Interfaces[0].Name!.Length);
    }

    [Fact]
    public void Sections_WhenThereAreMany_ThenEachHasItsByteOrderAndItsInterfaces()
    {
        byte[] file =
        [
            .. new BlockBytes(false).Section().Interface(1, 0).Interface(101, 0).Enhanced(1, 1, 5, Data).File,
            .. new BlockBytes(true).Section().Interface(1, 0).Interface(113, 0).Enhanced(1, 2, 5, Data).File,
            .. new BlockBytes(false).Section().Interface(1, 0).Enhanced(0, 3, 5, Data).File,
        ];
        using var reader = new CaptureReader(new MemoryStream(file));
        Assert.Equal(
            [(1, LinkType.Raw), (2, LinkType.LinuxSll), (0, LinkType.Ethernet)],
            PacketCopy.ReadAll(reader).Select(packet => (packet.InterfaceId, packet.LinkType)));
        Assert.Equal(
            [LinkType.Ethernet, LinkType.Raw, LinkType.LinuxSll], reader.Interfaces.Select(found => found.LinkType));
    }

    [Fact]
    public void Sections_WhenThereAreMoreThanInterfacesMayBe_ThenTheSameInterfacesAreShared()
    {
        var section = new BlockBytes(false).Section().Interface(1, 0).Enhanced(0, 1, 5, Data).File;
        var file = Enumerable.Repeat(section, 2 * CaptureLimits.MaxInterfaces).SelectMany(part => part).ToArray();
        using var reader = new CaptureReader(new MemoryStream(file));
        Assert.Equal(2 * CaptureLimits.MaxInterfaces, PacketCopy.ReadAll(reader).Count);
        Assert.Single(reader.Interfaces);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Blocks_WhenTheyAreNotKnown_ThenTheyArePassedOver(bool bigEndian)
    {
        var bytes = new BlockBytes(bigEndian).Section().Block(4, [0, 0, 0, 0]).Interface(1, 0)
            .Block(0xBAD, new byte[CaptureLimits.MaxBlock + 4]).Enhanced(0, 1, 5, Data).Block(0x8000_0001, []);
        Assert.Single(PacketCopy.ReadAll(bytes.File));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void Pcap_WhenItIsOfEitherOrderAndUnit_ThenItIsRead(bool bigEndian, bool nanoseconds)
    {
        var bytes = new BlockBytes(bigEndian);
        bytes.Raw(bytes.Number(nanoseconds ? 0xA1B23C4D : 0xA1B2C3D4, 4)).Raw(bytes.Number(2, 2))
            .Raw(bytes.Number(4, 2)).Raw(new byte[8]).Raw(bytes.Number(65535, 4)).Raw(bytes.Number(0xF000_0071, 4))
            .Raw(bytes.Number(0xFFFF_FFFF, 4)).Raw(bytes.Number(123_456, 4)).Raw(bytes.Number(5, 4))
            .Raw(bytes.Number(0xFFFF_FFFF, 4)).Raw(Data);
        Assert.Equal(
            new PacketCopy(
                (uint.MaxValue * 1_000_000_000L) + (nanoseconds ? 123_456 : 123_456_000), int.MaxValue, "0102030405", 0,
                LinkType.LinuxSll),
            Assert.Single(PacketCopy.ReadAll(bytes.File)));
    }

    [Fact]
    public void Reader_WhenTheStreamGivesAByteAtATime_ThenItReadsTheSame()
    {
        var file = new BlockBytes(true).Section().Interface(1, 0).Enhanced(0, 1, 5, Data, (1, "words"u8.ToArray()))
            .Block(77, Data[..4]).Enhanced(0, 2, 5, Data).File;
        using var reader = new CaptureReader(new DripStream(file));
        Assert.Equal(PacketCopy.ReadAll(file), PacketCopy.ReadAll(reader));
    }

    private sealed class DripStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, 1));
    }
}
