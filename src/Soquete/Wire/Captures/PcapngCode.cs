namespace Soquete.Wire.Captures;

/// <summary>The numbers of pcapng (draft-ietf-opsawg-pcapng): types of blocks, codes of options.</summary>
internal static class PcapngCode
{
    /// <summary>A section's header; the same in both byte orders.</summary>
    public const uint SectionHeader = 0x0A0D0D0A;

    public const uint InterfaceDescription = 1;

    /// <summary>The packet block of before, which is only read.</summary>
    public const uint ObsoletePacket = 2;

    public const uint SimplePacket = 3;
    public const uint InterfaceStatistics = 5;
    public const uint EnhancedPacket = 6;

    /// <summary>What a section's numbers are read with.</summary>
    public const uint ByteOrderMagic = 0x1A2B3C4D;

    public const ushort MajorVersion = 1;

    /// <summary>A block's type and its length at both ends.</summary>
    public const int BlockFrame = 12;

    /// <summary>A block's type and its length, before its body.</summary>
    public const int BlockStart = 8;

    /// <summary>An option's code and length.</summary>
    public const int OptionStart = 4;

    public const ushort EndOfOptions = 0;
    public const ushort Comment = 1;

    public const ushort SectionHardware = 2;
    public const ushort SectionSystem = 3;
    public const ushort SectionApplication = 4;

    public const ushort InterfaceName = 2;
    public const ushort InterfaceWords = 3;
    public const ushort InterfaceResolution = 9;
    public const ushort InterfaceFilter = 11;
    public const ushort InterfaceSystem = 12;
    public const ushort InterfaceOffset = 14;
    public const ushort InterfaceHardware = 15;

    public const ushort PacketFlags = 2;
    public const ushort PacketDropped = 4;

    public const ushort StatisticsStart = 2;
    public const ushort StatisticsEnd = 3;
    public const ushort StatisticsReceived = 4;
    public const ushort StatisticsDropped = 5;

    /// <summary>Up to the next multiple of four, as everything in a block is aligned.</summary>
    public static int Padded(int length) => (length + 3) & ~3;
}
