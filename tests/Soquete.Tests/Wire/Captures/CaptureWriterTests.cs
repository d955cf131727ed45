using Soquete.Tests.Support;
using Soquete.Wire;
using Soquete.Wire.Captures;
using Xunit.Abstractions;

namespace Soquete.Tests.Wire.Captures;

public class CaptureWriterTests(ITestOutputHelper output)
{
    [Fact]
    public void Pcapng_WhenReadAgain_ThenEverythingIsAsItWasWritten()
    {
        var packets = SampleCapture.Packets(SeededRandom.Create(output), 2_000);
        using var reader = new CaptureReader(new MemoryStream(SampleCapture.Write(packets)));
        Assert.Equal(CaptureFormat.Pcapng, reader.Format);
        Assert.Equal(SampleCapture.Section, reader.Section);
        Assert.Equal(packets, PacketCopy.ReadAll(reader));
        Assert.Equal([SampleCapture.Interface(0), SampleCapture.Interface(1)], reader.Interfaces);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pcap_WhenReadAgain_ThenTimesLengthsAndBytesAreAsTheyWereWritten(bool nanoseconds)
    {
        var packets = SampleCapture.Packets(SeededRandom.Create(output), 2_000);
        var file = new MemoryStream();
        using (var writer = new PcapWriter(file, LinkType.Ethernet, 9000, nanoseconds))
        {
            packets.ForEach(packet => writer.Write(packet.Packet));
            Assert.Equal(packets.Count, writer.PacketCount);
        }

        using var reader = new CaptureReader(new MemoryStream(file.ToArray()));
        Assert.Equal(CaptureFormat.Pcap, reader.Format);
        var unit = nanoseconds ? 1 : 1000;
        var expected = packets.Select(packet => new PacketCopy(
            packet.Timestamp / unit * unit, packet.OriginalLength, packet.Data, 0, LinkType.Ethernet));
        Assert.Equal(expected, PacketCopy.ReadAll(reader));
        Assert.Equal([new CaptureInterface { LinkType = LinkType.Ethernet, SnapLength = 9000 }], reader.Interfaces);
    }

    [Fact]
    public void Statistics_WhenWrittenTwice_ThenTheLastIsRead()
    {
        var file = new MemoryStream();
        var last = new CaptureStatistics { Start = 1, End = 1_780_000_000_123_456_789, Received = 12, Dropped = 3 };
        using (var writer = new CaptureWriter(file))
        {
            SampleCapture.Fill(writer, []);
            writer.WriteStatistics(1, 5, new CaptureStatistics { Received = 7 });
            writer.WriteStatistics(1, 6, last);
        }

        using var reader = new CaptureReader(new MemoryStream(file.ToArray()));
        Assert.False(reader.TryRead(out _));
        Assert.Equal(last, reader.StatisticsOf(1));
        Assert.Null(reader.StatisticsOf(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.StatisticsOf(2));
    }

    [Fact]
    public void Packets_WhenWrittenAndRead_ThenNothingIsAllocatedForEach()
    {
        const int Count = 50_000;
        var data = RandomPayload.Of(1_000);
        var file = new MemoryStream(64 * 1024 * 1024);
        using var writer = new CaptureWriter(file, leaveOpen: true);
        using var classic = new PcapWriter(Stream.Null, LinkType.Ethernet);
        writer.AddInterface(SampleCapture.Interface(0));
        Write(writer, classic, data, 1);
        // An object each would be 24 bytes each; what the runtime allocates meanwhile for itself is less.
        Assert.InRange(Allocated(() => Write(writer, classic, data, Count)), 0, Count);
        writer.Flush();
        file.Position = 0;
        using var reader = new CaptureReader(file);
        Assert.True(reader.TryRead(out _));
        Assert.InRange(Allocated(() => Assert.True(Reads(reader, Count))), 0, Count);
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Packet_WhenItCannotBeWritten_ThenTheCallerIsToldAndTheFileIsNotTouched()
    {
        var file = new MemoryStream();
        using var writer = new CaptureWriter(file);
        writer.AddInterface(SampleCapture.Interface(0));
        var length = writer.Length;
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Write(new CapturedPacket { InterfaceId = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Write(new CapturedPacket { Timestamp = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => writer.Write(new CapturedPacket { Data = new byte[CaptureLimits.MaxPacket + 1] }));
        Assert.Throws<ArgumentException>(
            () => writer.Write(new CapturedPacket { Comment = new string('x', CaptureLimits.MaxOption + 1) }));
        Assert.Equal((length, 0), (writer.Length, writer.PacketCount));
    }

    [Fact]
    public void Packet_WhenItIsAsLongAsOneMayBe_ThenItIsWrittenWithItsWords()
    {
        var greatest = new PacketCopy(
            long.MaxValue, int.MaxValue, Convert.ToHexString(new byte[CaptureLimits.MaxPacket]), 0, LinkType.Ethernet,
            PacketDirection.Outbound, PacketReception.Promiscuous, long.MaxValue,
            new string('x', CaptureLimits.MaxOption));
        var least = new PacketCopy(0, 0, "", 0, LinkType.Ethernet);
        Assert.Equal([greatest, least, greatest], PacketCopy.ReadAll(SampleCapture.Write([greatest, least, greatest])));
    }

    [Fact]
    public void Writer_WhenItHasNoRoomForAnInterface_ThenItSaysSo()
    {
        using var writer = new CaptureWriter(Stream.Null);
        for (var number = 0; number < CaptureLimits.MaxInterfaces; number++)
        {
            Assert.Equal(number, writer.AddInterface(SampleCapture.Interface(0)));
        }

        Assert.Throws<InvalidOperationException>(() => writer.AddInterface(SampleCapture.Interface(0)));
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Write(CaptureWriter writer, PcapWriter classic, byte[] data, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var packet = new CapturedPacket
            {
                Timestamp = number, OriginalLength = data.Length, Data = data, Direction = PacketDirection.Inbound,
                Comment = "the same words", Dropped = number,
            };
            writer.Write(packet);
            classic.Write(packet);
        }
    }

    private static bool Reads(CaptureReader reader, int count)
    {
        var direction = PacketDirection.Inbound;
        for (var number = 0; number < count; number++)
        {
            direction = reader.TryRead(out var packet) && packet.Dropped == number ? packet.Direction : default;
        }

        return direction == PacketDirection.Inbound;
    }
}
