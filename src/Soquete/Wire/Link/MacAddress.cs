using System.Buffers.Binary;
using System.Globalization;

namespace Soquete.Wire.Link;

/// <summary>The 48-bit address of an interface on a link (IEEE 802 section 8). A value, and safe for threads.</summary>
public readonly record struct MacAddress
{
    /// <summary>How many bytes it has: 6.</summary>
    public const int Length = 6;

    /// <summary>How many characters it is printed with: 17.</summary>
    public const int TextLength = 17;

    private const ulong GroupBit = 1UL << 40;
    private const ulong LocalBit = 1UL << 41;
    private const ulong AllBits = (1UL << 48) - 1;

    private readonly ulong _bits;

    /// <summary>The address in the first 6 bytes, in the order in which they are sent.</summary>
    /// <exception cref="ArgumentException">There are fewer than 6.</exception>
    public MacAddress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length)
        {
            throw new ArgumentException("A MAC address has 6 bytes.", nameof(bytes));
        }

        _bits = ((ulong)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 32)
            | BinaryPrimitives.ReadUInt32BigEndian(bytes[sizeof(ushort)..]);
    }

    private MacAddress(ulong bits) => _bits = bits;

    /// <summary>All stations of the link: <c>ff:ff:ff:ff:ff:ff</c>.</summary>
    public static MacAddress Broadcast => new(AllBits);

    /// <summary>Whether it is <see cref="Broadcast"/>.</summary>
    public bool IsBroadcast => _bits == AllBits;

    /// <summary>Whether it is a group's: the lowest bit of its first byte is set. Broadcast is one of them.</summary>
    public bool IsMulticast => (_bits & GroupBit) != 0;

    /// <summary>Whether it was given by an administrator or by chance, and not by the maker.</summary>
    public bool IsLocallyAdministered => (_bits & LocalBit) != 0;

    /// <summary>Reads <c>00:1b:21:3c:4d:5e</c>, or the same with <c>-</c>; digits of either case, two each.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static MacAddress Parse(ReadOnlySpan<char> text) => TryParse(text, out var address)
        ? address
        : throw new FormatException($"\"{text}\" is not a MAC address, such as 00:1b:21:3c:4d:5e");

    /// <summary>Reads what <see cref="Parse"/> reads; false where it is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MacAddress address)
    {
        address = default;
        if (text.Length != TextLength || text[2] is not (':' or '-'))
        {
            return false;
        }

        ulong bits = 0;
        for (var i = 0; i < TextLength; i += 3)
        {
            if ((i > 0 && text[i - 1] != text[2])
                || !byte.TryParse(text.Slice(i, 2), NumberStyles.AllowHexSpecifier, null, out var value))
            {
                return false;
            }

            bits = (bits << 8) | value;
        }

        address = new MacAddress(bits);
        return true;
    }

    /// <summary>Writes its 6 bytes in the order in which they are sent.</summary>
    /// <exception cref="ArgumentException">There is no room for them.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            throw new ArgumentException("A MAC address has 6 bytes.", nameof(destination));
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(_bits >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(destination[sizeof(ushort)..], (uint)_bits);
    }

    /// <summary>Prints it as <see cref="ToString"/> does, without allocating; false where there is no room.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        charsWritten = 0;
        if (destination.Length < TextLength)
        {
            return false;
        }

        for (var i = 0; i < Length; i++)
        {
            var value = (int)(_bits >> (8 * (Length - 1 - i)));
            destination[3 * i] = Digit(value >> 4);
            destination[(3 * i) + 1] = Digit(value);
            if (i < Length - 1)
            {
                destination[(3 * i) + 2] = ':';
            }
        }

        charsWritten = TextLength;
        return true;
    }

    /// <summary><c>00:1b:21:3c:4d:5e</c>.</summary>
    public override string ToString() =>
        string.Create(TextLength, this, static (text, address) => address.TryFormat(text, out _));

    private static char Digit(int value) => "0123456789abcdef"[value & 0xF];
}
