using System.Globalization;
using Soquete.Tests.Support;
using Soquete.Wire;
using Soquete.Wire.Captures;
using Xunit.Abstractions;

namespace Soquete.Tests.Wire.Captures;

/// <summary>tcpdump, tshark and capinfos read what is written here, packet by packet.</summary>
public class PeersReadOursTests(ITestOutputHelper output)
{
    private const int Count = 500;
    private const char Separator = '|';

    private static readonly CaptureStatistics Statistics = new()
    {
        Start = 1_780_000_000_000_000_001, End = 1_780_000_600_000_000_002, Received = Count + 7, Dropped = 7,
    };

    [Fact]
    public async Task Pcapng_WhenTsharkReadsIt_ThenEveryFieldIsAsItWasWritten()
    {
        using var folder = new TemporaryFolder();
        var packets = SampleCapture.Packets(SeededRandom.Create(output), Count);
        Write(folder["ours.pcapng"], packets);
        string[] fields =
        [
            "time_epoch", "len", "cap_len", "interface_name", "interface_description", "packet_flags_direction",
            "packet_flags_reception_type", "drop_count", "comment",
        ];
        var lines = await LinesAsync(
            $"tshark -r {folder["ours.pcapng"]} -T fields -E separator='{Separator}' -E occurrence=f "
            + string.Join(' ', fields.Select(field => $"-e frame.{field}")));
        Assert.Equal(packets.Select(Fields), lines);
    }

    [Fact]
    public async Task Pcapng_WhenCapinfosReadsIt_ThenItNamesTheInterfacesAndWhatTheyLost()
    {
        using var folder = new TemporaryFolder();
        Write(folder["ours.pcapng"], SampleCapture.Packets(SeededRandom.Create(output), Count));
        var facts = await Child.RunAsync($"capinfos -M {folder["ours.pcapng"]}");
        foreach (var fact in new[]
        {
            "File type:           pcapng", "Number of packets:   500", "Capture hardware:    a machine",
            "Capture oper-sys:    its system", "Capture application: Soquete's tests", "Capture comment:     made up",
            "Number of interfaces in file: 2", "Name = eth0", "Description = port 0 of three", "Name = eth1",
            "Encapsulation = Ethernet (1 - ether)", "Capture length = 200", "Capture length = 262144",
            "Time precision = nanoseconds (9)", "Time ticks per second = 1000000000", "Time resolution = 0x09",
            "Operating system = a system", "Filter string = ether proto 0x88b5", "Number of stat entries = 1",
        })
        {
            Assert.Contains(fact, facts, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("pcapng", true)]
    [InlineData("pcap", true)]
    [InlineData("pcap", false)]
    public async Task File_WhenTcpdumpReadsIt_ThenTimesAndLengthsAreAsTheyWereWritten(string kind, bool nanoseconds)
    {
        using var folder = new TemporaryFolder();
        var packets = SampleCapture.Packets(SeededRandom.Create(output), Count);
        // tcpdump takes one snap length and one link type for a file.
        packets = [.. packets.Select(packet => packet with { InterfaceId = 0 })];
        if (kind == "pcapng")
        {
            WriteOne(folder["ours"], packets);
        }
        else
        {
            WriteClassic(folder["ours"], packets, nanoseconds);
        }

        var lines = await LinesAsync($"tcpdump --nano -tt -n -e -q -r {folder["ours"]} 2> /dev/null");
        Assert.Equal(
            packets.Select(packet => (
                Seconds(nanoseconds ? packet.Timestamp : packet.Timestamp / 1000 * 1000), SourceOf(packet),
                $"{packet.OriginalLength}:")),
            lines.Where(line => line[0] != '\t').Select(line => line.Split(' '))
                .Select(words => (words[0], words[1], words[Array.IndexOf(words, "length") + 1])));
    }

    private static string SourceOf(PacketCopy packet) =>
        string.Join(':', Convert.FromHexString(packet.Data)[6..12].Select(part => $"{part:x2}"));

    private static void Write(string path, List<PacketCopy> packets)
    {
        using var writer = new CaptureWriter(File.Create(path), SampleCapture.Section);
        SampleCapture.Fill(writer, packets);
        writer.WriteStatistics(0, Statistics.End!.Value, Statistics);
    }

    private static void WriteOne(string path, List<PacketCopy> packets)
    {
        using var writer = new CaptureWriter(File.Create(path));
        writer.AddInterface(SampleCapture.Interface(1));
        packets.ForEach(packet => writer.Write(packet.Packet));
    }

    private static void WriteClassic(string path, List<PacketCopy> packets, bool nanoseconds)
    {
        using var writer = new PcapWriter(File.Create(path), LinkType.Ethernet, nanoseconds: nanoseconds);
        packets.ForEach(packet => writer.Write(packet.Packet));
    }

    private static async Task<string[]> LinesAsync(string command) =>
        (await Child.RunAsync($"{command} 2> /dev/null")).Split('\n')[..^1];

    private static string Seconds(long nanoseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1_000_000_000}.{nanoseconds % 1_000_000_000:D9}");

    private static string Fields(PacketCopy packet)
    {
        var hasFlags = packet.Direction != PacketDirection.Unknown || packet.Reception != PacketReception.Unknown;
        return string.Join(
            Separator, Seconds(packet.Timestamp), packet.OriginalLength, packet.Length, $"eth{packet.InterfaceId}",
            $"port {packet.InterfaceId} of three", hasFlags ? $"0x{(int)packet.Direction:x8}" : "",
            hasFlags ? $"{(int)packet.Reception}" : "", packet.Dropped, packet.Comment);
    }
}
