namespace Soquete.Wire.Captures;

/// <summary>The numbers of classic pcap files (draft-ietf-opsawg-pcap).</summary>
internal static class PcapCode
{
    public const uint MicrosecondsMagic = 0xA1B2C3D4;
    public const uint NanosecondsMagic = 0xA1B23C4D;
    public const ushort MajorVersion = 2;
    public const ushort MinorVersion = 4;
    public const int FileHeader = 24;
    public const int RecordHeader = 16;
}
