namespace Soquete.Wire.Captures;

/// <summary>Writes enhanced packet blocks.</summary>
internal static class PacketBlock
{
    /// <summary>The interface, the time, and the length captured and on the link.</summary>
    public const int Body = 20;

    private const int DirectionMask = 3;
    private const int ReceptionMask = 7;
    private const int ReceptionShift = 2;

    public static void Write(CaptureOutput output, in CapturedPacket packet)
    {
        CheckPacket(packet);
        var comment = packet.Comment;
        var flags = FlagsOf(packet);
        var options = BlockWriter.OptionLength(flags == 0 ? null : sizeof(uint))
            + BlockWriter.OptionLength(packet.Dropped is null ? null : sizeof(ulong)) + BlockWriter.TextLength(comment);
        var length = PcapngCode.BlockFrame + Body + PcapngCode.Padded(packet.Data.Length)
            + BlockWriter.EndedLength(options);
        var block = new BlockWriter(output.TakePacket(length), PcapngCode.EnhancedPacket);
        block.UInt32((uint)packet.InterfaceId);
        block.Time(packet.Timestamp);
        block.UInt32((uint)packet.Data.Length);
        block.UInt32((uint)packet.OriginalLength);
        block.Bytes(packet.Data);
        if (flags != 0)
        {
            block.OptionStart(PcapngCode.PacketFlags, sizeof(uint));
            block.UInt32(flags);
        }

        block.OptionCount(PcapngCode.PacketDropped, packet.Dropped);
        block.OptionText(PcapngCode.Comment, comment);
        block.End(options > 0);
    }

    public static PacketDirection DirectionOf(uint flags) => (flags & DirectionMask) switch
    {
        (uint)PacketDirection.Inbound => PacketDirection.Inbound,
        (uint)PacketDirection.Outbound => PacketDirection.Outbound,
        _ => PacketDirection.Unknown,
    };

    public static PacketReception ReceptionOf(uint flags) =>
        (flags >> ReceptionShift & ReceptionMask) is var value and <= (uint)PacketReception.Promiscuous
            ? (PacketReception)value
            : PacketReception.Unknown;

    public static void CheckPacket(in CapturedPacket packet)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(packet.Timestamp);
        ArgumentOutOfRangeException.ThrowIfNegative(packet.OriginalLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(packet.Data.Length, CaptureLimits.MaxPacket);
    }

    private static uint FlagsOf(in CapturedPacket packet) =>
        ((uint)packet.Direction & DirectionMask)
        | (((uint)packet.Reception & ReceptionMask) << ReceptionShift);
}
