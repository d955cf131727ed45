using Soquete.Wire;
using Soquete.Wire.Captures;

namespace Soquete.Tests.Wire.Captures;

/// <summary>
/// Captures of frames of an experimental kind (IEEE 802, 88-B5), which peers read and do not take apart.
/// </summary>
internal static class SampleCapture
{
    public const int Interfaces = 2;
    private const int SnapLength = 200;
    private const int FrameHeader = 14;
    private const long Year2026 = 1_780_000_000_000_000_000;

    public static CaptureInterface Interface(int number) => new()
    {
        LinkType = LinkType.Ethernet,
        SnapLength = number == 0 ? SnapLength : CaptureLimits.MaxPacket,
        Name = $"eth{number}",
        Description = $"port {number} of three",
        Filter = number == 0 ? "ether proto 0x88b5" : null,
        Hardware = "a card",
        OperatingSystem = "a system",
    };

    public static CaptureSection Section { get; } = new()
    {
        Hardware = "a machine", OperatingSystem = "its system", Application = "Soquete's tests", Comment = "made up",
    };

    /// <summary>Packets of every length up to a jumbo frame's, with and without what a block may say of one.</summary>
    public static List<PacketCopy> Packets(Random random, int count)
    {
        var time = Year2026;
        var packets = new List<PacketCopy>();
        for (var number = 0; number < count; number++)
        {
            time += random.NextInt64(2_000_000_000);
            packets.Add(Packet(random, time, number));
        }

        return packets;
    }

    public static byte[] Write(IEnumerable<PacketCopy> packets)
    {
        var file = new MemoryStream();
        using (var writer = new CaptureWriter(file, Section))
        {
            Fill(writer, packets);
        }

        return file.ToArray();
    }

    public static void Fill(CaptureWriter writer, IEnumerable<PacketCopy> packets)
    {
        for (var number = 0; number < Interfaces; number++)
        {
            writer.AddInterface(Interface(number));
        }

        foreach (var packet in packets)
        {
            writer.Write(packet.Packet);
        }
    }

    private static PacketCopy Packet(Random random, long time, int number)
    {
        var on = random.Next(Interfaces);
        var original = random.Next(FrameHeader, random.Next(10) == 0 ? 9000 : 300);
        var frame = new byte[on == 0 ? Math.Min(original, SnapLength) : original];
        random.NextBytes(frame);
        frame[0] &= 0xFE;
        (frame[12], frame[13]) = (0x88, 0xB5);
        return new PacketCopy(
            time, original, Convert.ToHexString(frame), on, LinkType.Ethernet,
            (PacketDirection)random.Next(3), (PacketReception)random.Next(5),
            random.Next(3) == 0 ? random.Next(1000) : null,
            random.Next(3) == 0 ? $"packet {number}, naïve" : null);
    }
}
