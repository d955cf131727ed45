using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Soquete.Benchmarks.Wire;

/// <summary>Other ways to add up bytes: two that make the checksum, and the cheapest that reads them all.</summary>
internal static class PlainSums
{
    /// <summary>As RFC 1071 section 4.1 has it, a word at a time.</summary>
    public static ulong OfWords(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        for (; bytes.Length >= sizeof(ushort); bytes = bytes[sizeof(ushort)..])
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        }

        return Complement(sum + (bytes.IsEmpty ? 0UL : (ulong)bytes[0] << 8));
    }

    /// <summary>As kernels do without vectors: the widest words that there are, and what they carry.</summary>
    public static ulong OfLongWords(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            sum += word;
            sum += sum < word ? 1UL : 0UL;
        }

        sum = (sum >> 32) + (uint)sum;
        foreach (var left in bytes[(bytes.Length & ~7)..])
        {
            sum += left;
        }

        return Complement(sum);
    }

    /// <summary>No checksum: every byte is read, and as little as can be is done with it.</summary>
    public static ulong OfMemory(ReadOnlySpan<byte> bytes)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<long>>(bytes);
        var (sum0, sum1, sum2, sum3) = (Vector<long>.Zero, Vector<long>.Zero, Vector<long>.Zero, Vector<long>.Zero);
        var i = 0;
        for (; i <= vectors.Length - 4; i += 4)
        {
            sum0 += vectors[i];
            sum1 += vectors[i + 1];
            sum2 += vectors[i + 2];
            sum3 += vectors[i + 3];
        }

        for (; i < vectors.Length; i++)
        {
            sum0 += vectors[i];
        }

        return (ulong)Vector.Sum(sum0 + sum1 + sum2 + sum3);
    }

    private static ulong Complement(ulong sum)
    {
        sum = (sum >> 32) + (uint)sum;
        sum = (sum >> 16) + (ushort)sum;
        sum = (sum >> 16) + (ushort)sum;
        sum = (sum >> 16) + (ushort)sum;
        return (ushort)~sum;
    }
}
