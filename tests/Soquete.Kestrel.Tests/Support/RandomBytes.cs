namespace Soquete.Kestrel.Tests.Support;

/// <summary>Bytes that have no repetition to hide behind.</summary>
internal static class RandomBytes
{
    public static byte[] Of(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
