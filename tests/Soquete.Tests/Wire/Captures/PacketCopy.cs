using Soquete.Wire;
using Soquete.Wire.Captures;

namespace Soquete.Tests.Wire.Captures;

/// <summary>A captured packet with bytes of its own, to be compared.</summary>
internal sealed record PacketCopy(
    long Timestamp,
    int OriginalLength,
    string Data,
    int InterfaceId,
    LinkType LinkType,
    PacketDirection Direction = PacketDirection.Unknown,
    PacketReception Reception = PacketReception.Unknown,
    long? Dropped = null,
    string? Comment = null)
{
    public int Length => Data.Length / 2;

    /// <summary>As a writer takes it.</summary>
    public CapturedPacket Packet => new()
    {
        Timestamp = Timestamp,
        OriginalLength = OriginalLength,
        Data = Convert.FromHexString(Data),
        InterfaceId = InterfaceId,
        Direction = Direction,
        Reception = Reception,
        Dropped = Dropped,
        Comment = Comment,
    };

    public static PacketCopy Of(in CapturedPacket packet) => new(
        packet.Timestamp, packet.OriginalLength, Convert.ToHexString(packet.Data), packet.InterfaceId, packet.LinkType,
        packet.Direction, packet.Reception, packet.Dropped, packet.Comment);

    public static List<PacketCopy> ReadAll(CaptureReader reader)
    {
        var packets = new List<PacketCopy>();
        while (reader.TryRead(out var packet))
        {
            packets.Add(Of(packet));
        }

        return packets;
    }

    public static List<PacketCopy> ReadAll(byte[] file)
    {
        using var reader = new CaptureReader(new MemoryStream(file));
        return ReadAll(reader);
    }
}
