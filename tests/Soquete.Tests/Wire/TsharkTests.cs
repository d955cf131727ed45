using System.Net;
using Soquete.Tests.Support;
using Soquete.Tests.Wire.Application;
using Soquete.Tests.Wire.Internet;
using Soquete.Wire;
using Soquete.Wire.Captures;
using Soquete.Wire.Internet;
using Soquete.Wire.Transport;
using Xunit.Abstractions;

namespace Soquete.Tests.Wire;

/// <summary>
/// tshark reads the same packets, those that Linux sent and others that are made up here by chance and written with
/// their checksums: field by field it says what the views say.
/// </summary>
public class TsharkTests(ITestOutputHelper output)
{
    private const int MadeUp = 60;

    [Fact]
    public async Task Packets_WhenTsharkReadsThem_ThenItSaysTheSame()
    {
        var random = SeededRandom.Create(output);
        List<byte[]> packets =
        [
            .. Literal.All(
                typeof(IcmpPackets), typeof(Icmpv6Packets), typeof(NdPackets), typeof(IgmpPackets), typeof(MldPackets)),
            .. Literal.All(typeof(DnsPackets)).Select(InDatagram),
        ];
        for (var i = 0; i < MadeUp; i++)
        {
            packets.AddRange(MadeUpPackets.Of(random));
        }

        var expected = packets.Select(PacketFields.Of).ToList();
        string[] fields = [.. expected.SelectMany(packet => packet.Keys).Distinct().Order(StringComparer.Ordinal)];
        output.WriteLine($"{packets.Count} packets, {expected.Sum(packet => packet.Count)} values");
        var lines = await FieldsAsync(packets, fields);
        Assert.Equal(packets.Count, lines.Count);
        var different = new List<string>();
        foreach (var (packet, line) in expected.Zip(lines))
        {
            var values = fields.Zip(line.Split('|')).ToDictionary();
            different.AddRange(
                from field in packet
                where values[field.Key] != field.Value && !values[field.Key].StartsWith(field.Value + ",",
                    StringComparison.Ordinal)
                select $"{field.Key}: {field.Value} here, {values[field.Key]} there");
        }

        Assert.Empty(different);
    }

    private static async Task<List<string>> FieldsAsync(List<byte[]> packets, string[] fields)
    {
        using var folder = new TemporaryFolder();
        using (var writer = new PcapWriter(File.Create(folder["all.pcap"]), LinkType.Raw))
        {
            foreach (var packet in packets)
            {
                writer.Write(new CapturedPacket { Data = packet, OriginalLength = packet.Length });
            }
        }

        await File.WriteAllLinesAsync(folder["fields"], fields.Select(field => $"-e {field}"));
        var text = await Child.RunAsync(
            $"tshark -r {folder["all.pcap"]} -o udp.check_checksum:TRUE -T fields -E separator='|' -E aggregator=, "
            + $"$(cat {folder["fields"]}) 2> {folder["errors"]} || cat {folder["errors"]}");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static byte[] InDatagram(byte[] message)
    {
        var (from, to) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.53"));
        var packet = new byte[28 + message.Length];
        message.CopyTo(packet, 28);
        new UdpHeader { SourcePort = 40_000, DestinationPort = 53 }.Write(packet.AsSpan(20), message, from, to);
        new Ipv4Header { Source = from, Destination = to, TimeToLive = 64, Protocol = IpProtocol.Udp }
            .Write(packet, 8 + message.Length);
        return packet;
    }
}
