using Soquete.Tests.Support;
using Soquete.Wire;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;
using Soquete.Wire.Transport;
using Xunit.Abstractions;

namespace Soquete.Tests.Wire;

/// <summary>
/// Real packets, cut and changed in every way: a view takes them or does not, and what it takes can be read through.
/// </summary>
public class ViewFuzzTests(ITestOutputHelper output)
{
    private const int Mutants = 20_000;
    private const int MostMutations = 6;
    private const int Room = 60;

    /// <summary>Numbers at which lengths and kinds turn into something else.</summary>
    private static readonly byte[] Telling =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 15, 16, 17, 20, 40, 43, 44, 50, 51, 58, 59, 60, 0x45, 0x4F, 0x50, 0x60, 0x7F, 0x80,
        0x81, 0x88, 0xA8, 0xAA, 0xC2, 0xF0, 0xFE, 0xFF,
    ];

    private static readonly byte[][] Corpus =
        [.. Frames.All.Select(Frames.Bytes), .. Frames.All.Select(Frames.Packet),
            Frames.Bytes(Frames.CookedArp), Frames.Bytes(Frames.Cooked2Arp)];

    private delegate bool Reading(Touch touch, ReadOnlySpan<byte> bytes);

    /// <summary>Each view, by name, and where what it reads begins in frames.</summary>
    private static readonly Dictionary<string, (Reading Read, int Start)> Views = new()
    {
        ["Ethernet"] = ((touch, bytes) => touch.Ethernet(bytes), 0),
        ["VLAN"] = ((touch, bytes) => touch.Vlan(bytes), 14),
        ["LLC"] = ((touch, bytes) => touch.Llc(bytes), 14),
        ["ARP"] = ((touch, bytes) => touch.Arp(bytes), 14),
        ["SLL"] = ((touch, bytes) => touch.Cooked(bytes), 0),
        ["SLL2"] = ((touch, bytes) => touch.Cooked2(bytes), 0),
        ["IPv4"] = ((touch, bytes) => touch.Ipv4(bytes), 14),
        ["IPv6"] = ((touch, bytes) => touch.Ipv6(bytes), 14),
        ["IP"] = ((touch, bytes) => touch.Ip(bytes), 14),
        ["hop-by-hop"] = ((touch, bytes) => touch.Extension(IpProtocol.HopByHop, bytes), 54),
        ["routing"] = ((touch, bytes) => touch.Extension(IpProtocol.Routing, bytes), 54),
        ["fragment"] = ((touch, bytes) => touch.Extension(IpProtocol.Fragment, bytes), 54),
        ["authentication"] = ((touch, bytes) => touch.Extension(IpProtocol.Authentication, bytes), 54),
        ["TCP"] = ((touch, bytes) => touch.Tcp(bytes), 34),
        ["UDP"] = ((touch, bytes) => touch.Udp(bytes), 34),
    };

    public static TheoryData<string> Names => [.. Views.Keys];

    /// <summary>Every beginning of every packet, from every byte that something might begin at.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Packets_WhenCutAnywhere_ThenAViewTakesOnlyWhatItCanShow(string name)
    {
        var (read, _) = Views[name];
        var taken = 0;
        foreach (var packet in Corpus)
        {
            for (var start = 0; start <= Math.Min(packet.Length, Room); start++)
            {
                for (var end = start; end <= packet.Length; end++)
                {
                    // A copy of its own: nothing of what follows can be read by accident.
                    taken += IsRead(read, packet.AsSpan(start, end - start).ToArray()) ? 1 : 0;
                }
            }
        }

        output.WriteLine($"{taken} taken");
        Assert.True(taken > 100, $"{taken} taken");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Packets_WhenDamaged_ThenAViewTakesOnlyWhatItCanShow(string name)
    {
        var random = SeededRandom.Create(output);
        var (read, start) = Views[name];
        var taken = 0;
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = Mutated(random);
            var at = random.Next(4) == 0 ? random.Next(mutant.Length + 1) : Math.Min(start, mutant.Length);
            taken += IsRead(read, mutant[at..]) ? 1 : 0;
        }

        output.WriteLine($"{taken} of {Mutants} taken");
        Assert.InRange(taken, Mutants / 100, Mutants);
    }

    /// <summary>The meaning of what a view takes is read, and what was written of it is read as the same.</summary>
    [Fact]
    public void Meanings_WhenOfDamagedPackets_ThenAreReadAndWritten()
    {
        var random = SeededRandom.Create(output);
        var count = 0;
        for (var i = 0; i < 3 * Mutants; i++)
        {
            var mutant = Mutated(random);
            count += LinkMeanings(mutant) + IpMeanings(mutant[Math.Min(14, mutant.Length)..]);
        }

        output.WriteLine($"{count} meanings");
        Assert.True(count > Mutants, $"{count} meanings");
    }

    private static bool IsRead(Reading read, byte[] bytes)
    {
        var touch = new Touch();
        var isRead = read(touch, bytes);
        // Each step of an enumerator takes a byte at least; Extension looks twice at options.
        Assert.InRange(touch.Steps, 0, bytes.Length);
        return isRead;
    }

    private static int LinkMeanings(byte[] bytes)
    {
        Span<byte> room = stackalloc byte[Room];
        var count = 0;
        if (EthernetView.TryRead(bytes, out var frame))
        {
            count++;
            EthernetHeader.Read(frame).Write(room);
            EthernetView.TryRead(room, out var again);
            Assert.Equal(EthernetHeader.Read(frame), EthernetHeader.Read(again));
            foreach (var tag in frame.Tags)
            {
                VlanTag.Read(tag).Write(room);
                VlanView.TryRead(room, out var tagAgain);
                Assert.Equal(VlanTag.Read(tag), VlanTag.Read(tagAgain));
            }

            if (ArpView.TryRead(frame.Payload, out var arp))
            {
                Arp(arp, room);
            }
        }

        if (CookedView.TryReadSll2(bytes, out var cooked))
        {
            count++;
            CookedHeader.Read(cooked).Write(room);
            CookedView.TryReadSll2(room, out var again);
            Assert.Equal(CookedHeader.Read(cooked), CookedHeader.Read(again));
        }

        return count;
    }

    private static void Arp(ArpView view, Span<byte> room)
    {
        try
        {
            var message = ArpMessage.Read(view);
            message.Write(room);
            ArpView.TryRead(room, out var again);
            Assert.Equal(message, ArpMessage.Read(again));
        }
        catch (WireFormatException)
        {
            Assert.False(view.IsIpv4OverEthernet);
        }
    }

    private static int IpMeanings(byte[] bytes)
    {
        var room = new byte[Room];
        if (Ipv4View.TryRead(bytes, out var packet4))
        {
            var header = Ipv4Header.Read(packet4);
            var length = Math.Min(packet4.PayloadLength, ushort.MaxValue - packet4.HeaderLength);
            Ipv4View.TryRead(room.AsSpan(0, header.Write(room, length)), out var again);
            Assert.Equal(header, Ipv4Header.Read(again));
            Assert.True(again.IsChecksumValid);
        }

        if (Ipv6View.TryRead(bytes, out var packet6))
        {
            var header = Ipv6Header.Read(packet6);
            Ipv6View.TryRead(room.AsSpan(0, header.Write(room, packet6.PayloadLength)), out var again);
            Assert.Equal(header, Ipv6Header.Read(again));
            Extensions(packet6);
        }

        return IpView.TryRead(bytes, out var packet) ? 1 + Segments(packet, room) : 0;
    }

    private static void Extensions(Ipv6View packet)
    {
        foreach (var extension in packet.Extensions)
        {
            var header = Ipv6ExtensionHeader.Read(extension);
            var written = new byte[header.Length];
            header.Write(written);
            Assert.True(Ipv6ExtensionView.TryRead(extension.Protocol, written, out var again));
            Assert.Equal(header, Ipv6ExtensionHeader.Read(again));
        }
    }

    private static int Segments(IpView packet, byte[] room)
    {
        var count = 0;
        if (TcpView.TryRead(packet.Payload, out var segment))
        {
            count++;
            var header = TcpHeader.Read(segment);
            var length = header.Write(room, segment.Payload, packet.SourceBytes, packet.DestinationBytes);
            byte[] written = [.. room[..length], .. segment.Payload];
            TcpView.TryRead(written, out var again);
            Assert.Equal(header, TcpHeader.Read(again));
            Assert.True(again.IsChecksumValid(packet.SourceBytes, packet.DestinationBytes));
        }

        if (UdpView.TryRead(packet.Payload, out var datagram))
        {
            count++;
            var header = UdpHeader.Read(datagram);
            header.Write(room, datagram.Payload, packet.SourceBytes, packet.DestinationBytes);
            byte[] written = [.. room[..UdpHeader.Length], .. datagram.Payload];
            UdpView.TryRead(written, out var again);
            Assert.Equal(header, UdpHeader.Read(again));
            Assert.True(
                again.IsChecksumValid(packet.SourceBytes, packet.DestinationBytes)
                || (header.OmitsChecksum && packet.Version == 6));
        }

        return count;
    }

    private static byte[] Mutated(Random random)
    {
        var bytes = (byte[])random.Pick(Corpus).Clone();
        for (var left = random.Next(1, MostMutations + 1); left > 0; left--)
        {
            bytes = Mutate(random, bytes);
        }

        return bytes;
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        // Headers are at the beginning: what is there changes more often.
        var at = random.Next(random.Coin() ? bytes.Length : Math.Min(bytes.Length, Room));
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2 or 3:
                bytes[at] = random.Pick(Telling);
                return bytes;
            case 4:
                var other = random.Pick(Corpus);
                return [.. bytes[..at], .. other[random.Next(other.Length)..]];
            case 5:
                return [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
            default:
                return bytes[..at];
        }
    }
}
