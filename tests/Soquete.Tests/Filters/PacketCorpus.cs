using System.Buffers.Binary;
using Soquete.Tests.Support;
using Soquete.Wire;

namespace Soquete.Tests.Filters;

/// <summary>
/// Packets of all kinds that filters tell apart, from a seed: right ones, cut ones, and some that are only chance.
/// </summary>
internal sealed class PacketCorpus(Random random, LinkType linkType)
{
    private const int EthernetTypes = 0x600;

    public static CorpusPacket[] Make(Random random, LinkType linkType, int count)
    {
        var corpus = new PacketCorpus(random, linkType);
        return [.. Enumerable.Range(0, count).Select(_ => corpus.Packet())];
    }

    private CorpusPacket Packet()
    {
        byte[] bytes = random.Next(20) == 0 ? Bytes(random.Next(120)) : Framed();
        var cut = random.Next(5) == 0 ? random.Next(bytes.Length + 1) : bytes.Length;
        if (random.Next(25) == 0 && cut > 0)
        {
            bytes[random.Next(cut)] = (byte)random.Next(256);
        }

        return new CorpusPacket(bytes[..cut], bytes.Length);
    }

    private byte[] Framed()
    {
        var (type, payload) = Network();
        return linkType switch
        {
            LinkType.Ethernet => Ethernet(type, payload),
            LinkType.LinuxSll =>
            [
                0, (byte)random.Next(5), 0, 1, 0, 6, .. Mac(), 0, 0,
                .. U16(type < EthernetTypes ? random.Pick(4, 1) : type), .. payload,
            ],
            LinkType.LinuxSll2 =>
            [
                .. U16(type), 0, 0, 0, 0, 0, (byte)random.Next(5), 0, 1, (byte)random.Next(5), 6, .. Mac(), 0, 0,
                .. payload,
            ],
            LinkType.Null => [Family(type), 0, 0, 0, .. payload],
            _ => payload,
        };
    }

    private byte Family(int type) => type switch
    {
        0x0800 => 2,
        0x86dd => (byte)random.Pick(10, 24, 28, 30),
        _ => (byte)random.Next(40),
    };

    private byte[] Ethernet(int type, byte[] payload)
    {
        var tags = new List<byte>();
        for (var tag = random.Next(8); tag is 0 or 1 && tags.Count < 12; tag = random.Next(3))
        {
            var tagType = U16(random.Pick(0x8100, 0x8100, 0x88a8, 0x9100));
            tags.AddRange([.. tagType, .. U16(random.Pick(10, 20, 0x200a, 0, 4095))]);
        }

        byte[] destination = random.Next(6) switch
        {
            0 => [0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            1 => [0x01, 0, 0x5e, 0, 0, 1],
            _ => Mac(),
        };
        var lengthOrType = type < EthernetTypes ? payload.Length : type;
        return [.. destination, .. Mac(), .. tags, .. U16(lengthOrType), .. payload];
    }

    private (int Type, byte[] Payload) Network() => random.Next(20) switch
    {
        < 9 => (0x0800, Ipv4()),
        < 15 => (0x86dd, Ipv6()),
        15 or 16 => (0x0806, Arp()),
        17 => (0x8035, Arp()),
        18 => (0, LlcPayload()),
        _ => (random.Pick(0x88cc, 0x809b, 0x80f3, 0x6003, 0x8137, 0x9000, 0x6004, 0x6007, 0x6001, 0x6002), Bytes(40)),
    };

    private byte[] LlcPayload() => random.Next(5) switch
    {
        0 =>
        [
            0xaa, 0xaa, 0x03, .. random.Pick<byte[]>([8, 0, 7], [0, 0, 0]), .. U16(random.Pick(0x809b, 0x80f3, 0x8137)),
            .. Bytes(20),
        ],
        1 => [0xff, 0xff, .. Bytes(30)],
        _ => [.. Twice((byte)random.Pick(0x42, 0xe0, 0xf0, 0xfe, 0x06, 46)), 0x03, .. Bytes(30)],
    };

    private byte[] Arp() =>
    [
        0, 1, 8, 0, 6, 4, 0, (byte)random.Pick(1, 2), .. Mac(), .. Address4(), .. Mac(), .. Address4(),
        .. Bytes(random.Next(2) * 18),
    ];

    private byte[] Ipv4()
    {
        var protocol = random.Pick(6, 6, 6, 17, 17, 1, 2, 132, 50, 51, 89, 47, 103, 112, 9, 253);
        var words = random.Next(6) == 0 ? random.Next(1, 10) : 0;
        var payload = Transport(protocol);
        var fragment = random.Next(5) switch
        {
            0 => random.Next(0x2000),
            1 => 0x2000,
            2 => 0x4000,
            _ => 0,
        };
        return
        [
            (byte)(0x45 + words), (byte)random.Pick(0, 0, 0xb8), .. U16(20 + (4 * words) + payload.Length),
            .. U16(random.Next(65536)), .. U16(fragment), (byte)random.Pick(64, 1, 4, 255), (byte)protocol, 0, 0,
            .. Address4(), .. Address4(), .. Bytes(4 * words), .. payload,
        ];
    }

    private byte[] Ipv6()
    {
        var protocol = random.Pick(6, 6, 17, 17, 58, 58, 132, 50, 51, 103, 253);
        var payload = Transport(protocol);
        byte next = (byte)protocol;
        for (var headers = random.Next(3); headers > 0; headers--)
        {
            var kind = random.Pick(0, 43, 44, 44, 60);
            var middle = kind == 44 ? U16(random.Pick(0, 1, random.Next(65536))) : Bytes(2);
            payload = [next, 0, .. middle, .. Bytes(4), .. payload];
            next = (byte)kind;
        }

        return
        [
            0x60, 0, 0, 0, .. U16(payload.Length), next, (byte)random.Pick(64, 255), .. Address6(), .. Address6(),
            .. payload,
        ];
    }

    private byte[] Transport(int protocol) => protocol switch
    {
        6 => Tcp(),
        17 => [.. Port(), .. Port(), .. U16(8 + 10), 0, 0, .. Bytes(10)],
        1 => [(byte)random.Pick(8, 0, 3, 11), (byte)random.Next(3), .. Bytes(20)],
        58 => [(byte)random.Pick(128, 129, 135, 136, 134), 0, .. Bytes(30)],
        132 => [.. Port(), .. Port(), .. Bytes(20)],
        2 => [0x16, .. Bytes(7)],
        _ => Bytes(random.Next(60)),
    };

    private byte[] Tcp()
    {
        var words = random.Pick(5, 5, 6, 8, 10);
        byte[] data = random.Next(3) switch
        {
            0 => [.. "GET / HTTP/1.1\r\n"u8],
            1 => Bytes(random.Next(100)),
            _ => [],
        };
        var flags = random.Pick(0x02, 0x12, 0x10, 0x18, 0x11, 0x04, random.Next(256));
        return
        [
            .. Port(), .. Port(), .. Bytes(8), (byte)(words << 4), (byte)flags, .. Bytes(6), .. Bytes(4 * (words - 5)),
            .. data,
        ];
    }

    private byte[] Port() =>
        U16(random.Next(3) == 0 ? random.Next(65536) : random.Pick(80, 443, 53, 22, 8080, 0, 65535));

    private byte[] Address4() => random.Next(10) switch
    {
        0 => Bytes(4),
        1 => [192, 168, 0, (byte)random.Next(4)],
        2 => random.Pick<byte[]>([255, 255, 255, 255], [0, 0, 0, 0], [224, 0, 0, 1], [10, 1, 0, 0], [239, 1, 2, 3]),
        _ => [10, 0, 0, (byte)random.Next(1, 5)],
    };

    private byte[] Address6() => random.Next(8) switch
    {
        0 => Bytes(16),
        1 => [0xfe, 0x80, .. new byte[13], 1],
        2 => [0xff, 0x02, .. new byte[13], 1],
        3 => [0x20, 0x01, 0x0d, 0xb8, (byte)random.Pick(0, 0x80), .. new byte[10], 1],
        4 => random.Coin() ? [.. new byte[15], 1] : [.. new byte[10], 0xff, 0xff, 10, 0, 0, 1],
        _ => [0xfd, .. new byte[14], (byte)random.Next(1, 4)],
    };

    private byte[] Mac() => [2, 0, 0, 0, 0, (byte)random.Next(1, 5)];

    private static byte[] Twice(byte value) => [value, value];

    private static byte[] U16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
