using Soquete.Streams;
using Soquete.Tests.Support;
using Soquete.Wire;
using Soquete.Wire.Captures;

namespace Soquete.Tests.Wire.Captures;

/// <summary>A disk that is full while a capture is written.</summary>
public class CaptureDiskFullTests
{
    private const int PacketLength = 1_000;
    private const int Many = 10_000;

    [Fact]
    public void DevFull_WhenWritten_ThenNoPacketIsSaidToBeInTheFile()
    {
        var writer = new CaptureWriter(OutputStream.CreatePrivate("/dev/full"));
        writer.AddInterface(SampleCapture.Interface(0));
        var failure = Assert.Throws<CaptureWriteException>(() => WriteMany(writer.Write));
        Assert.Equal(0, failure.PacketCount);
        Assert.Equal(
            "/dev/full: No space left on device (write: ENOSPC); 0 packets are in the file", failure.Message);
        Assert.Throws<CaptureWriteException>(writer.Flush);
        Assert.Throws<CaptureWriteException>(() => WriteMany(writer.Write));
        writer.Dispose();
    }

    [RootTheory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Disk_WhenItIsFull_ThenThePacketsThatWereSaidToBeInTheFileAre(bool pcapng, bool own)
    {
        using var folder = new TemporaryFolder();
        await Child.RunAsync($"mount -t tmpfs -o size=300k tmpfs {folder.Path}");
        try
        {
            var path = folder["small.pcapng"];
            Stream stream = own ? OutputStream.CreatePrivate(path) : new FileStream(path, FileMode.Create);
            var failure = pcapng ? FillPcapng(stream) : FillPcap(stream);
            Assert.InRange(failure.PacketCount, 200, 310);
            await using var file = File.OpenRead(path);
            using var reader = new CaptureReader(file);
            Assert.Equal(failure.PacketCount, PacketCopy.ReadAll(reader).Count);
        }
        finally
        {
            await Child.RunAsync($"umount {folder.Path}");
        }
    }

    [Fact]
    public void Writer_WhenTheDiskIsFullAtTheEnd_ThenDisposingSaysSo()
    {
        var writer = new PcapWriter(OutputStream.CreatePrivate("/dev/full"), LinkType.Raw);
        writer.Write(new CapturedPacket { OriginalLength = 3 });
        Assert.Throws<CaptureWriteException>(writer.Dispose);
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(writer.Flush);
    }

    private delegate void Writing(in CapturedPacket packet);

    private static CaptureWriteException FillPcapng(Stream stream)
    {
        using var writer = new CaptureWriter(stream);
        writer.AddInterface(SampleCapture.Interface(0));
        return Assert.Throws<CaptureWriteException>(() => WriteMany(writer.Write));
    }

    private static CaptureWriteException FillPcap(Stream stream)
    {
        using var writer = new PcapWriter(stream, LinkType.Ethernet);
        return Assert.Throws<CaptureWriteException>(() => WriteMany(writer.Write));
    }

    private static void WriteMany(Writing write)
    {
        var data = RandomPayload.Of(PacketLength);
        for (var number = 0; number < Many; number++)
        {
            write(new CapturedPacket { Timestamp = number, OriginalLength = PacketLength, Data = data });
        }
    }
}
