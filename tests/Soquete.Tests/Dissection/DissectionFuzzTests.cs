using Soquete.Dissection;
using Soquete.Tests.Support;
using Soquete.Tests.Wire;
using Soquete.Wire;
using Soquete.Wire.Captures;
using Xunit.Abstractions;

namespace Soquete.Tests.Dissection;

/// <summary>Real packets, cut and changed in every way: they are told in printable lines and bounded trees.</summary>
public class DissectionFuzzTests(ITestOutputHelper output)
{
    private const int Mutants = 30_000;
    private const int MostMutations = 8;

    /// <summary>Numbers at which lengths and kinds turn into something else.</summary>
    private static readonly byte[] Telling =
        [0, 1, 4, 6, 17, 41, 43, 44, 51, 58, 60, 0x45, 0x60, 0x81, 0xC0, 0xFF];

    private static readonly LinkType[] LinkTypes =
    [
        LinkType.Ethernet, LinkType.LinuxSll, LinkType.LinuxSll2, LinkType.Null, LinkType.Raw, LinkType.Ipv4,
        LinkType.Ipv6, (LinkType)147,
    ];

    private readonly PacketText _text = new(new PacketTextOptions
    {
        LinkHeader = true,
        EndNote = (in PacketFlow _, bool isSource) => isSource ? "evil\e[2J\nname" : null,
        HostName = address => address[^1] == 1 ? "host\u202Ename\r\n" : null,
        InterfaceName = index => $"if{index}\a",
    });

    private readonly PacketText _plain = new();

    private static byte[][] Corpus { get; } =
    [
        .. RealPackets.Ethernet, .. RealPackets.Ip, Frames.Bytes(Frames.CookedArp), Frames.Bytes(Frames.Cooked2Arp),
        .. RealPackets.Ip.Select(packet => RealPackets.Cooked(packet, isSecond: true)),
    ];

    [Fact]
    public void Packets_WhenCutAnywhere_ThenAreToldAsFarAsTheyGo()
    {
        foreach (var packet in Corpus)
        {
            for (var length = 0; length <= packet.Length; length++)
            {
                foreach (var linkType in LinkTypes)
                {
                    Check(packet[..length], packet.Length, linkType);
                }
            }
        }
    }

    [Fact]
    public void Packets_WhenDamaged_ThenAreToldInPrintableLinesAndBoundedTrees()
    {
        var random = SeededRandom.Create(output);
        var fields = 0L;
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = Mutate(random, [.. random.Pick(Corpus)]);
            fields += Check(mutant, random.Next(mutant.Length, 100_000), random.Pick(LinkTypes));
        }

        output.WriteLine($"{fields} fields");
        Assert.True(fields > Mutants, $"{fields} fields");
    }

    /// <summary>IP in IP in IP: the work ends, and says so.</summary>
    [Fact]
    public void Packet_WhenItHoldsPacketsWithoutEnd_ThenThereIsALimit()
    {
        var packet = new byte[60_000];
        for (var at = 0; at + 20 <= packet.Length; at += 20)
        {
            Frames.Bytes("4500 0000 0000 0000 40 04 0000 c0000201 c0000202").CopyTo(packet, at);
            var left = packet.Length - at;
            (packet[at + 2], packet[at + 3]) = ((byte)(left >> 8), (byte)left);
        }

        Check(packet, packet.Length, LinkType.Raw);
        Assert.EndsWith(
            "[too many packets within packets]",
            _plain.Describe(RealPackets.Packet(packet, LinkType.Raw)).ToString());
    }

    private static byte[] Mutate(Random random, byte[] packet)
    {
        for (var left = random.Next(1, MostMutations); left > 0 && packet.Length > 0; left--)
        {
            var at = random.Next(packet.Length);
            switch (random.Next(5))
            {
                case 0:
                    packet[at] = (byte)random.Next(256);
                    break;
                case 1:
                    packet[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    packet[at] = random.Pick(Telling);
                    break;
                case 3:
                    packet = packet[..at];
                    break;
                default:
                    packet = [.. packet[..at], .. random.Pick(Corpus).Take(random.Next(40)), .. packet[at..]];
                    break;
            }
        }

        return packet;
    }

    /// <returns>How many fields there are.</returns>
    private int Check(byte[] bytes, int originalLength, LinkType linkType)
    {
        var packet = new CapturedPacket
        {
            Timestamp = 1, OriginalLength = originalLength, Data = bytes, LinkType = linkType,
        };
        CheckLine(_text.Describe(packet), bytes);
        CheckLine(_plain.Describe(packet), bytes);
        PacketFacts.Read(packet);
        var fields = PacketTree.Read(packet);
        Assert.InRange(fields.Count, 1, PacketTree.MaxFields);
        foreach (var field in fields)
        {
            CheckLine(field.Value, bytes);
            Assert.True(
                field.Offset >= 0 && field.Length >= 0 && field.Offset + field.Length <= bytes.Length,
                $"{field} of {Convert.ToHexString(bytes)}");
        }

        return fields.Count;
    }

    private static void CheckLine(ReadOnlySpan<char> line, byte[] bytes)
    {
        Assert.InRange(line.Length, 0, PacketText.MaxLength);
        if (line.ContainsAnyExceptInRange(' ', '~'))
        {
            Assert.Fail($"{Uri.EscapeDataString(line.ToString())} of {Convert.ToHexString(bytes)}");
        }
    }
}
