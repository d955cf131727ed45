namespace Soquete.Wire.Internet;

/// <summary>Where a fragment's payload belongs: 13 bits count 8 bytes each, in both versions of IP.</summary>
internal static class IpFragmentPlace
{
    public const int Unit = 8;

    private const int Max = 0x1FFF * Unit;

    /// <exception cref="ArgumentOutOfRangeException">It is no multiple of 8, or out of range.</exception>
    public static void Check(int offset)
    {
        if (offset < 0 || offset > Max || offset % Unit != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), offset, $"The offset of a fragment is a multiple of {Unit}, up to {Max}.");
        }
    }
}
