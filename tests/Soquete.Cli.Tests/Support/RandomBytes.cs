namespace Soquete.Cli.Tests.Support;

/// <summary>Bytes that a seed gives back.</summary>
internal static class RandomBytes
{
    public static byte[] Of(int seed, int count)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
