using System.Buffers.Binary;
using Soquete.Wire.Link;

namespace Soquete.Dissection.Lines;

/// <content>Addresses.</content>
internal sealed partial class LineBuffer
{
    private const int Words = 8;

    /// <summary>An address of 4 or 16 bytes.</summary>
    public LineBuffer AddAddress(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        4 => AddIpv4(bytes),
        16 => AddIpv6(bytes),
        _ => AddHex(bytes),
    };

    public LineBuffer AddIpv4(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < 4; i++)
        {
            if (i > 0)
            {
                Add('.');
            }

            Add(bytes[i]);
        }

        return this;
    }

    /// <summary>As RFC 5952 has it; the IPv4 address in a mapped or compatible one stays readable.</summary>
    public LineBuffer AddIpv6(ReadOnlySpan<byte> bytes)
    {
        Span<ushort> words = stackalloc ushort[Words];
        for (var i = 0; i < Words; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
        }

        var (start, length) = LongestZeros(words);
        var holdsIpv4 = start == 0 && (length == 6 || (length == 5 && words[5] == ushort.MaxValue));
        for (var i = 0; i < Words; i++)
        {
            if (i >= start && i < start + length)
            {
                Add(i == start ? ":" : "");
                continue;
            }

            Add(i > 0 ? ":" : "");
            if (holdsIpv4 && i == 6)
            {
                return AddIpv4(bytes[12..]);
            }

            AddHex(words[i]);
        }

        return start >= 0 && start + length == Words ? Add(':') : this;
    }

    public LineBuffer AddMac(MacAddress address)
    {
        IsFull |= !address.TryFormat(_text.AsSpan(_length), out var written);
        _length += written;
        return this;
    }

    /// <summary>A link's address of any length, in bytes with colons.</summary>
    public LineBuffer AddLinkAddress(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length && !IsFull; i++)
        {
            if (i > 0)
            {
                Add(':');
            }

            AddHex(bytes.Slice(i, 1));
        }

        return this;
    }

    /// <summary>
    /// The first of the longest runs of zeros, of two words at least; where there is none, it begins at -1.
    /// </summary>
    private static (int Start, int Length) LongestZeros(ReadOnlySpan<ushort> words)
    {
        var (start, length) = (-1, 1);
        for (var i = 0; i < words.Length; i++)
        {
            var end = i;
            while (end < words.Length && words[end] == 0)
            {
                end++;
            }

            if (end - i > length)
            {
                (start, length) = (i, end - i);
            }

            i = Math.Max(i, end);
        }

        return start < 0 ? (-1, 0) : (start, length);
    }
}
