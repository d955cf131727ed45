using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>The entries that getdents64(2) gave, one after the other.</summary>
/// <param name="bytes">What it gave.</param>
internal ref struct DirectoryEntries(ReadOnlySpan<byte> bytes)
{
    // struct linux_dirent64: inode, offset (8 bytes each), length (2), type (1), then the name and its NUL.
    private const int LengthOffset = 16;
    private const int NameOffset = 19;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The name of the entry, with the NUL at its end.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    public bool MoveNext()
    {
        if (_rest.Length <= NameOffset)
        {
            return false;
        }

        var length = MemoryMarshal.Read<ushort>(_rest[LengthOffset..]);
        var name = _rest[NameOffset..length];
        Name = name[..(name.IndexOf((byte)0) + 1)];
        _rest = _rest[length..];
        return true;
    }

    /// <summary>The name as a number, where it is one: a process of /proc, a descriptor.</summary>
    public readonly bool TryGetNumber(out int number)
    {
        number = 0;
        var digits = Name[..^1];
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return digits.Length is > 0 and < 10;
    }
}
