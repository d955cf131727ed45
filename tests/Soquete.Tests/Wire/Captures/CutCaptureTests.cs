using Soquete.Tests.Support;
using Soquete.Wire;
using Soquete.Wire.Captures;
using Xunit.Abstractions;

namespace Soquete.Tests.Wire.Captures;

/// <summary>Files that end too soon, at every byte.</summary>
public class CutCaptureTests(ITestOutputHelper output)
{
    private const int Count = 12;

    [Fact]
    public void Pcapng_WhenItIsCutAnywhere_ThenThePacketsBeforeAreRead()
    {
        var file = new MemoryStream();
        using var writer = new CaptureWriter(file, SampleCapture.Section);
        SampleCapture.Fill(writer, []);
        Cut(file, writer.Write, () => writer.Length, writer.Flush);
    }

    [Fact]
    public void Pcap_WhenItIsCutAnywhere_ThenThePacketsBeforeAreRead()
    {
        var file = new MemoryStream();
        using var writer = new PcapWriter(file, LinkType.Ethernet);
        Cut(file, writer.Write, () => writer.Length, writer.Flush);
    }

    private delegate void Writing(in CapturedPacket packet);

    private void Cut(MemoryStream file, Writing write, Func<long> length, Action flush)
    {
        var ends = new List<long> { length() };
        var packets = SampleCapture.Packets(SeededRandom.Create(output), Count);
        foreach (var packet in packets)
        {
            write(packet.Packet);
            ends.Add(length());
        }

        flush();
        var bytes = file.ToArray();
        Assert.Equal(bytes.Length, ends[^1]);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var (read, isCut) = ReadCut(bytes[..cut]);
            Assert.Equal(ends.Skip(1).Count(end => end <= cut), read);
            Assert.True(isCut || cut < ends[0] || ends.Contains(cut), $"cut at {cut}, and not seen");
            Assert.False(isCut && ends.Contains(cut), $"whole at {cut}");
        }
    }

    private static (int Packets, bool IsCut) ReadCut(byte[] bytes)
    {
        var packets = 0;
        try
        {
            using var reader = new CaptureReader(new MemoryStream(bytes));
            while (reader.TryRead(out _))
            {
                packets++;
            }

            return (packets, false);
        }
        catch (CaptureFormatException damage)
        {
            Assert.True(damage.IsTruncated, damage.Message);
            return (packets, true);
        }
    }
}
