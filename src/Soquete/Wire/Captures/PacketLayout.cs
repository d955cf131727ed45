namespace Soquete.Wire.Captures;

/// <summary>The fields before a packet's bytes, as each of the three kinds of block has them.</summary>
internal readonly record struct PacketLayout
{
    private const int SimpleBody = 4;
    private const ushort UnknownDrops = ushort.MaxValue;

    /// <summary>How long the fields are.</summary>
    public int Body { get; private init; }

    /// <summary>The interface, as the section numbers it.</summary>
    public uint InterfaceNumber { get; private init; }

    private ulong Time { get; init; }

    private uint? Captured { get; init; }

    private int OriginalLength { get; init; }

    private long? Dropped { get; init; }

    public static int BodyOf(uint type) => type == PcapngCode.SimplePacket ? SimpleBody : PacketBlock.Body;

    public static PacketLayout Read(uint type, ReadOnlySpan<byte> body, ByteOrder order) => type switch
    {
        PcapngCode.SimplePacket => new PacketLayout { Body = SimpleBody, OriginalLength = order.Length(body) },
        PcapngCode.ObsoletePacket => ReadWhole(body, order) with
        {
            InterfaceNumber = order.UInt16(body),
            Dropped = order.UInt16(body[2..]) is var drops and not UnknownDrops ? drops : null,
        },
        _ => ReadWhole(body, order) with { InterfaceNumber = order.UInt32(body) },
    };

    /// <summary>
    /// How many bytes of the packet there are. A simple block does not say: all of them, up to the snap length.
    /// </summary>
    public uint CapturedLength(int snapLength) => Captured ?? (uint)Math.Min(
        OriginalLength, snapLength == 0 ? int.MaxValue : snapLength);

    public CapturedPacket ToPacket(
        ReadOnlySpan<byte> data, int id, LinkType linkType, TimestampUnit unit, PcapngOptions options)
    {
        var flags = 0u;
        var dropped = Dropped;
        foreach (var option in options)
        {
            switch (option.Code)
            {
                case PcapngCode.PacketFlags:
                    flags = option.UInt32 ?? flags;
                    break;
                case PcapngCode.PacketDropped:
                    dropped = option.Count ?? dropped;
                    break;
            }
        }

        return new CapturedPacket
        {
            Timestamp = Captured is null ? 0 : unit.ToNanoseconds(Time),
            OriginalLength = OriginalLength,
            Data = data,
            InterfaceId = id,
            LinkType = linkType,
            Direction = PacketBlock.DirectionOf(flags),
            Reception = PacketBlock.ReceptionOf(flags),
            Dropped = dropped,
            Options = options,
        };
    }

    private static PacketLayout ReadWhole(ReadOnlySpan<byte> body, ByteOrder order) => new()
    {
        Body = PacketBlock.Body,
        Time = order.Time(body[4..]),
        Captured = order.UInt32(body[12..]),
        OriginalLength = order.Length(body[16..]),
    };
}
