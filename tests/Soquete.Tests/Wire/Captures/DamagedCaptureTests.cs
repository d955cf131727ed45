using Soquete.Wire.Captures;

namespace Soquete.Tests.Wire.Captures;

/// <summary>Files that are no captures, or that are damaged.</summary>
public class DamagedCaptureTests
{
    private const int Section = 28;
    private const int SectionAndInterface = Section + 20;
    private const string Compressed = "it is compressed: gunzip it first";
    private const string Modified = "it is a modified pcap file, which is not read: editcap makes pcapng of it";

    public static TheoryData<byte[], long, string> Damages => new()
    {
        { [], 0, "the file is empty" },
        { [0x0A, 0x0D], 0, "the file ends within its header" },
        { "a text"u8.ToArray(), 0, "it is neither pcapng nor pcap" },
        { [0x1F, 0x8B, 8, 0], 0, Compressed },
        { [0x34, 0xCD, 0xB2, 0xA1], 0, Modified },
        { [0xA1, 0xB2, 0xCD, 0x34], 0, Modified },
        { New().Block(0x0A0D0D0A, new byte[16]).File, 0, "the header of a section without its byte-order magic" },
        { New().Section(version: 2).File, 0, "version 2 of pcapng: 1 is known" },
        { New().Section().Raw(1, 0, 0, 0, 8, 0, 0, 0).File, Section,
            "the description of an interface of 8 bytes, which no block has" },
        { New().Section().Raw(9, 0, 0, 0, 13, 0, 0, 0).File, Section,
            "a block of another kind of 13 bytes, which no block has" },
        { New().Section().Block(6, new byte[4]).File, Section, "a packet of 16 bytes: 32 is the least" },
        { New().Section().Raw(6, 0, 0, 0, 0, 0, 0, 0x7F).File, Section,
            "a packet of 2130706432 bytes: 16777216 is the most" },
        { New().Section().Raw(1, 0, 0, 0, 20, 0, 0, 0).Raw(new byte[8]).Raw(24, 0, 0, 0).File, Section,
            "the description of an interface with two lengths that differ" },
        { New().Section().Enhanced(3, 0, 0, []).File, Section, "interface 3, which was not described" },
        { New().Section().Simple(0, []).File, Section, "interface 0, which was not described" },
        { New().Section().Block(5, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).File, Section,
            "interface 1, which was not described" },
        { New().Section().Block(1, [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 9, 0, 1, 2, 3, 4]).File, Section,
            "an option that is longer than its block" },
        { New().Section().Interface(1, 0).Simple(500, [1, 2, 3, 4]).File, SectionAndInterface,
            "a packet of 500 bytes in a block of 20" },
        { New().Section().Interface(1, 0).Block(6, [.. new byte[12], 255, 255, 255, 255, 0, 0, 0, 0]).File,
            SectionAndInterface, "a packet of 4294967295 bytes in a block of 32" },
        { [0xD4, 0xC3, 0xB2, 0xA1, 3, 0, 0, 0, .. new byte[16]], 0, "version 3 of pcap: 2 is known" },
        { [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, .. new byte[24], 1, 0, 0, 1, 0, 0, 0, 0], 24,
            "a packet of 16777217 bytes: 16777216 is the most" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void File_WhenItIsDamaged_ThenItIsSaidWhereAndHow(byte[] file, long offset, string problem)
    {
        var damage = Assert.Throws<CaptureFormatException>(() => PacketCopy.ReadAll(file));
        Assert.Equal((offset, problem), (damage.Offset, damage.Problem));
        Assert.Equal($"at byte {offset}: {problem}", damage.Message);
    }

    [Fact]
    public void Interfaces_WhenThereAreTooMany_ThenTheFileIsRefused()
    {
        var bytes = New().Section();
        for (var number = 0; number <= CaptureLimits.MaxInterfaces; number++)
        {
            bytes.Interface(1, number);
        }

        var damage = Assert.Throws<CaptureFormatException>(() => PacketCopy.ReadAll(bytes.File));
        Assert.Equal($"more than {CaptureLimits.MaxInterfaces} interfaces", damage.Problem);
    }

    [Fact]
    public void Reader_WhenTheFileIsDamaged_ThenItSaysTheSameForEver()
    {
        var file = New().Section().Interface(1, 0).Enhanced(0, 1, 4, [1, 2, 3, 4]).Enhanced(7, 1, 4, [1, 2, 3, 4])
            .Enhanced(0, 1, 4, [1, 2, 3, 4]).File;
        using var reader = new CaptureReader(new MemoryStream(file));
        Assert.True(reader.TryRead(out _));
        var first = Assert.Throws<CaptureFormatException>(() => reader.TryRead(out _));
        var second = Assert.Throws<CaptureFormatException>(() => reader.TryRead(out _));
        Assert.Equal((first.Message, false), (second.Message, second.IsTruncated));
    }

    /// <summary>What is announced is not allocated: only what comes is.</summary>
    [Fact]
    public void Reader_WhenAFileAnnouncesMuch_ThenItAllocatesWhatThereIs()
    {
        var file = New().Section().Interface(1, -1).Raw(6, 0, 0, 0, 0, 0, 0, 1).Raw(new byte[100]).File;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var damage = Assert.Throws<CaptureFormatException>(() => PacketCopy.ReadAll(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        Assert.True(damage.IsTruncated);
    }

    private static BlockBytes New() => new(isBigEndian: false);
}
