namespace Soquete.Wire.Internet;

/// <summary>Times of queries, which are floating-point numbers from a certain value on.</summary>
internal static class MulticastCode
{
    /// <summary>The number that a code of 8 bits stands for (RFC 3376 sections 4.1.1 and 4.1.7).</summary>
    public static int Decode(byte code) => code < 0x80 ? code : (0x10 | (code & 0xF)) << (((code >> 4) & 7) + 3);

    /// <summary>The number that a code of 16 bits stands for (RFC 3810 section 5.1.3).</summary>
    public static int Decode(ushort code) =>
        code < 0x8000 ? code : (0x1000 | (code & 0xFFF)) << (((code >> 12) & 7) + 3);
}
