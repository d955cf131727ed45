using Soquete.Tests.Support;

namespace Soquete.Tests.Wire;

/// <summary>Real messages, changed a little by chance: bits, bytes, ends, and parts of other messages.</summary>
internal static class Mutant
{
    private const int MostMutations = 6;
    private const int Headers = 32;

    /// <summary>Numbers at which lengths and kinds turn into something else.</summary>
    private static readonly byte[] Telling =
        [0, 1, 2, 3, 4, 5, 8, 11, 12, 15, 16, 31, 32, 63, 64, 127, 128, 130, 137, 143, 191, 192, 193, 240, 254, 255];

    public static byte[] Of(Random random, byte[][] corpus)
    {
        var bytes = (byte[])random.Pick(corpus).Clone();
        for (var left = random.Next(1, MostMutations + 1); left > 0 && bytes.Length > 0; left--)
        {
            bytes = Change(random, bytes, random.Pick(corpus));
        }

        return bytes;
    }

    private static byte[] Change(Random random, byte[] bytes, byte[] other)
    {
        // Headers are at the beginning: what is there changes more often.
        var at = random.Next(random.Coin() ? bytes.Length : Math.Min(bytes.Length, Headers));
        switch (random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2 or 3 or 4:
                bytes[at] = random.Pick(Telling);
                return bytes;
            case 5:
                return [.. bytes[..at], .. other[random.Next(other.Length)..]];
            case 6:
                return [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
            default:
                return bytes[..at];
        }
    }
}
