namespace Soquete.Wire.Captures;

/// <summary>The block that a section begins with.</summary>
internal static class SectionBlock
{
    /// <summary>The magic, the version and the section's length.</summary>
    public const int Body = 16;

    /// <summary>The section's length is not known when it begins (draft-ietf-opsawg-pcapng, section 4.1).</summary>
    private const ulong UnknownLength = ulong.MaxValue;

    public static void Write(CaptureOutput output, CaptureSection section)
    {
        var options = BlockWriter.TextLength(section.Comment) + BlockWriter.TextLength(section.Hardware)
            + BlockWriter.TextLength(section.OperatingSystem) + BlockWriter.TextLength(section.Application);
        var length = PcapngCode.BlockFrame + Body + BlockWriter.EndedLength(options);
        var block = new BlockWriter(output.Take(length), PcapngCode.SectionHeader);
        block.UInt32(PcapngCode.ByteOrderMagic);
        block.UInt16(PcapngCode.MajorVersion);
        block.UInt16(0);
        block.UInt64(UnknownLength);
        block.OptionText(PcapngCode.Comment, section.Comment);
        block.OptionText(PcapngCode.SectionHardware, section.Hardware);
        block.OptionText(PcapngCode.SectionSystem, section.OperatingSystem);
        block.OptionText(PcapngCode.SectionApplication, section.Application);
        block.End(options > 0);
    }
}
