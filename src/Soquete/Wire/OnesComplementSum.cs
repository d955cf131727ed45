using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Soquete.Wire;

/// <summary>
/// The one's complement sum of the 16-bit words of bytes (RFC 1071), as many at once as the machine can.
/// </summary>
/// <remarks>
/// The sum may be made in the machine's own byte order and swapped at the end (RFC 1071 section 2(B)), and in wider
/// words that are folded at the end (2(A)): 2 to the 16th is 1 modulo 65,535. So 64-bit lanes add 32-bit words, and
/// carries are lost only beyond 2 to the 32nd words a lane.
/// </remarks>
internal static class OnesComplementSum
{
    /// <summary>
    /// The sum in host order, of words in network order; an odd last byte is the high half of a word.
    /// </summary>
    public static ushort Of(ReadOnlySpan<byte> bytes)
    {
        var sum = Fold(Wide(bytes));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(sum) : sum;
    }

    /// <summary>Adds the carries back in, until there are none.</summary>
    public static ushort Fold(ulong sum)
    {
        sum = (sum >> 32) + (uint)sum;
        sum = (sum >> 32) + (uint)sum;
        sum = (sum >> 16) + (ushort)sum;
        return (ushort)((sum >> 16) + (ushort)sum);
    }

    /// <summary>Word by word; also for what is too short for vectors, and for what they leave over.</summary>
    public static ulong Scalar(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        for (; bytes.Length >= sizeof(uint); bytes = bytes[sizeof(uint)..])
        {
            sum += MemoryMarshal.Read<uint>(bytes);
        }

        if (bytes.Length >= sizeof(ushort))
        {
            sum += MemoryMarshal.Read<ushort>(bytes);
            bytes = bytes[sizeof(ushort)..];
        }

        if (bytes.Length > 0)
        {
            sum += BitConverter.IsLittleEndian ? bytes[0] : (ulong)bytes[0] << 8;
        }

        return sum;
    }

    /// <summary>
    /// A 64-bit lane adds whole 64-bit words, and loses their carries, and beside it their upper halves, which cannot
    /// carry in less than 2 to the 32nd steps. What the lower halves add up to is the first less the second, shifted
    /// back: the carries that were lost cancel out. That is three operations a vector, where adding both halves is
    /// four.
    /// </summary>
    public static ulong Vectors512(ref ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        ref var from = ref MemoryMarshal.GetReference(words);
        var (whole, upper) = (Vector512<ulong>.Zero, Vector512<ulong>.Zero);
        var (whole2, upper2) = (Vector512<ulong>.Zero, Vector512<ulong>.Zero);
        var i = 0;
        for (; i <= words.Length - (2 * Vector512<ulong>.Count); i += 2 * Vector512<ulong>.Count)
        {
            var first = Vector512.LoadUnsafe(ref from, (nuint)i);
            var second = Vector512.LoadUnsafe(ref from, (nuint)(i + Vector512<ulong>.Count));
            whole += first;
            upper += first >>> 32;
            whole2 += second;
            upper2 += second >>> 32;
        }

        bytes = bytes[(i * sizeof(ulong))..];
        (whole, upper) = (whole + whole2, upper + upper2);
        return AddWithCarry(Vector512.Sum(upper), Lower(Vector512.Sum(whole), Vector512.Sum(upper)));
    }

    public static ulong Vectors256(ref ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        ref var from = ref MemoryMarshal.GetReference(words);
        var (whole, upper) = (Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        var i = 0;
        for (; i <= words.Length - Vector256<ulong>.Count; i += Vector256<ulong>.Count)
        {
            var next = Vector256.LoadUnsafe(ref from, (nuint)i);
            whole += next;
            upper += next >>> 32;
        }

        bytes = bytes[(i * sizeof(ulong))..];
        return AddWithCarry(Vector256.Sum(upper), Lower(Vector256.Sum(whole), Vector256.Sum(upper)));
    }

    public static ulong Vectors128(ref ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        ref var from = ref MemoryMarshal.GetReference(words);
        var (whole, upper) = (Vector128<ulong>.Zero, Vector128<ulong>.Zero);
        var (whole2, upper2) = (Vector128<ulong>.Zero, Vector128<ulong>.Zero);
        var i = 0;
        for (; i <= words.Length - (2 * Vector128<ulong>.Count); i += 2 * Vector128<ulong>.Count)
        {
            var first = Vector128.LoadUnsafe(ref from, (nuint)i);
            var second = Vector128.LoadUnsafe(ref from, (nuint)(i + Vector128<ulong>.Count));
            whole += first;
            upper += first >>> 32;
            whole2 += second;
            upper2 += second >>> 32;
        }

        bytes = bytes[(i * sizeof(ulong))..];
        (whole, upper) = (whole + whole2, upper + upper2);
        return AddWithCarry(Vector128.Sum(upper), Lower(Vector128.Sum(whole), Vector128.Sum(upper)));
    }

    /// <summary>The widest vectors that the machine has as long as they fit, narrower ones for what is left.</summary>
    private static ulong Wide(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        if (Vector512.IsHardwareAccelerated && bytes.Length >= 2 * Vector512<byte>.Count)
        {
            sum = Vectors512(ref bytes);
        }

        if (Vector256.IsHardwareAccelerated && bytes.Length >= Vector256<byte>.Count)
        {
            sum = AddWithCarry(sum, Vectors256(ref bytes));
        }
        else if (Vector128.IsHardwareAccelerated && bytes.Length >= 2 * Vector128<byte>.Count)
        {
            sum = Vectors128(ref bytes);
        }

        return AddWithCarry(sum, Scalar(bytes));
    }

    /// <summary>Folds the sum of two sums, whose carry would be lost.</summary>
    private static ulong AddWithCarry(ulong left, ulong right)
    {
        var sum = left + right;
        return sum + (sum < left ? 1UL : 0UL);
    }

    /// <summary>The sum of the lower halves. It is exact for less than 2 to the 32nd words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Lower(ulong whole, ulong upper) => whole - (upper << 32);
}
