using System.Globalization;
using Soquete.Dissection;
using Soquete.Tests.Support;
using Soquete.Wire.Captures;

namespace Soquete.Tests.Dissection;

/// <summary>The fields of packets, each against tshark's.</summary>
public class PacketTreeTests
{
    /// <summary>tshark's fields, each with ours: the layer and the name.</summary>
    private static readonly (string Theirs, string Layer, string Name)[] Pairs =
    [
        ("eth.src", "ethernet", "source"), ("eth.dst", "ethernet", "destination"),
        ("arp.opcode", "arp", "operation"), ("arp.src.proto_ipv4", "arp", "sender protocol address"),
        ("ip.src", "ip", "source"), ("ip.dst", "ip", "destination"), ("ip.ttl", "ip", "time to live"),
        ("ip.len", "ip", "total length"), ("ip.hdr_len", "ip", "header length"), ("ip.proto", "ip", "protocol"),
        ("ipv6.src", "ip6", "source"), ("ipv6.dst", "ip6", "destination"), ("ipv6.hlim", "ip6", "hop limit"),
        ("ipv6.plen", "ip6", "payload length"), ("ipv6.nxt", "ip6", "next header"),
        ("tcp.srcport", "tcp", "source port"), ("tcp.dstport", "tcp", "destination port"),
        ("tcp.seq_raw", "tcp", "sequence number"), ("tcp.ack_raw", "tcp", "acknowledgment number"),
        ("tcp.window_size_value", "tcp", "window"), ("tcp.urgent_pointer", "tcp", "urgent pointer"),
        ("udp.srcport", "udp", "source port"), ("udp.dstport", "udp", "destination port"),
        ("udp.length", "udp", "length"), ("icmp.type", "icmp", "type"), ("icmp.code", "icmp", "code"),
        ("icmpv6.type", "icmp6", "type"), ("icmpv6.code", "icmp6", "code"),
        ("dns.count.queries", "dns", "questions"), ("dns.count.answers", "dns", "answers"),
    ];

    [RootFact]
    public async Task Fields_WhenThePacketsAreReal_ThenAreThoseOfTshark()
    {
        using var folder = new TemporaryFolder();
        var path = folder["mixed.pcap"];
        await MixedTraffic.RecordAsync(path);
        var theirs = (await Child.RunAsync(
            $"tshark -r {path} -o ip.defragment:FALSE -o ipv6.defragment:FALSE -T fields -E occurrence=f "
            + $"{string.Join(' ', Pairs.Select(pair => "-e " + pair.Theirs))} 2> /dev/null"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(theirs, Ours(path));
    }

    [Fact]
    public void Fields_WhenPacketsAreReal_ThenLieWithinTheirLayers()
    {
        foreach (var frame in RealPackets.Ethernet)
        {
            var fields = PacketTree.Read(RealPackets.Packet(frame));
            Assert.Equal(0, fields[0].Depth);
            Assert.Equal(frame.Length, fields[0].Length);
            Assert.DoesNotContain(fields, field => field.Name == "malformed");
            Assert.All(fields.Zip(fields.Skip(1)), pair => Assert.True(pair.Second.Depth <= pair.First.Depth + 1));
        }
    }

    private static List<string> Ours(string path)
    {
        using var reader = new CaptureReader(File.OpenRead(path));
        var lines = new List<string>();
        while (reader.TryRead(out var packet))
        {
            var fields = PacketTree.Read(packet);
            lines.Add(string.Join('\t', Pairs.Select(pair => Value(fields, pair.Layer, pair.Name))));
        }

        return lines;
    }

    /// <summary>The first value; of <c>tcp (6)</c> the number.</summary>
    private static string Value(IReadOnlyList<DissectedField> fields, string layer, string name)
    {
        var value = fields.FirstOrDefault(
            field => field.Depth > 0 && field.Layer == layer && field.Name == name)?.Value;
        var start = value?.LastIndexOf('(') ?? -1;
        return value is null ? "" : start < 0 ? value
            : int.Parse(value[(start + 1)..^1], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }
}
