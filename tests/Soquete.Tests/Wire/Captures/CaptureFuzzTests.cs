using System.Buffers.Binary;
using Soquete.Tests.Support;
using Soquete.Wire;
using Soquete.Wire.Captures;
using Xunit.Abstractions;

namespace Soquete.Tests.Wire.Captures;

/// <summary>Thousands of damaged files: each is read to its end or refused, in bounded memory and work.</summary>
public class CaptureFuzzTests(ITestOutputHelper output)
{
    private const int Files = 20_000;
    private const int MostMutations = 5;
    private const int PcapRecord = 16;

    /// <summary>The reader's first buffer, its tables, and an exception: no more, whatever a file announces.</summary>
    private const long MostAllocated = 200_000;

    private static readonly uint[] Telling =
    [
        0, 1, 3, 4, 8, 12, 13, 28, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFC, 0xFFFFFFFF, 0x0A0D0D0A,
    ];

    [Fact]
    public void Files_WhenTheyAreDamaged_ThenTheyAreReadOrRefused()
    {
        var random = SeededRandom.Create(output);
        byte[][] corpus =
        [
            SampleCapture.Write(SampleCapture.Packets(random, 8)), Blocks(false), Blocks(true), Classic(random),
        ];
        var (read, refused) = (0, 0);
        for (var number = 0; number < Files; number++)
        {
            var file = Mutated(random, corpus);
            try
            {
                Read(file);
                read++;
            }
            catch (CaptureFormatException)
            {
                refused++;
            }
        }

        output.WriteLine($"{read} read, {refused} refused");
        Assert.True(read > Files / 100 && refused > Files / 4, $"{read} read, {refused} refused");
    }

    private static void Read(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var reader = new CaptureReader(new MemoryStream(file));
            var (packets, bytes) = (0, 0L);
            while (reader.TryRead(out var packet))
            {
                packets++;
                bytes += packet.Data.Length;
            }

            Assert.InRange(packets, 0, file.Length / PcapRecord);
            Assert.InRange(bytes, 0, file.Length);
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        }
    }

    private static byte[] Mutated(Random random, byte[][] corpus)
    {
        var file = (byte[])random.Pick(corpus).Clone();
        for (var left = random.Next(1, MostMutations + 1); left > 0; left--)
        {
            file = Mutate(random, file, random.Pick(corpus));
        }

        return file;
    }

    private static byte[] Mutate(Random random, byte[] file, byte[] other)
    {
        var at = random.Next(file.Length);
        switch (random.Next(5))
        {
            case 0:
                file[at] ^= (byte)(1 << random.Next(8));
                return file;
            case 1:
                file[at] = (byte)random.Next(256);
                return file;
            case 2 when file.Length >= sizeof(uint):
                // Most fields stand at multiples of four.
                var field = file.AsSpan(Math.Min(at, file.Length - sizeof(uint)) & ~3);
                BinaryPrimitives.WriteUInt32LittleEndian(field, random.Pick(Telling));
                return file;
            case 3:
                return [.. file[..at], .. other[random.Next(other.Length)..]];
            default:
                return at == 0 ? file : file[..at];
        }
    }

    private static byte[] Blocks(bool bigEndian)
    {
        var bytes = new BlockBytes(bigEndian);
        return bytes.Section().Interface(1, 0, (2, "eth0"u8.ToArray()), (9, [9])).Interface(101, 96, (9, [0x8A]))
            .Simple(5, [1, 2, 3, 4, 5]).Obsolete(1, 7, 1_000_000, 9, [1, 2, 3]).Block(4, [0, 0, 0, 0])
            .Enhanced(1, 2, 5, [1, 2, 3, 4, 5], (1, "words"u8.ToArray()), (2, bytes.Number(1, 4)), (0, []))
            .Block(5, [.. bytes.Number(1, 4), .. bytes.Number(0, 8), .. bytes.Number(4, 2), .. bytes.Number(8, 2),
                .. bytes.Number(12, 8)])
            .Section().Interface(113, 0).Enhanced(0, 3, 4, [1, 2, 3, 4]).File;
    }

    private static byte[] Classic(Random random)
    {
        var file = new MemoryStream();
        using (var writer = new PcapWriter(file, LinkType.Ethernet))
        {
            foreach (var packet in SampleCapture.Packets(random, 8))
            {
                writer.Write(packet.Packet);
            }
        }

        return file.ToArray();
    }
}
