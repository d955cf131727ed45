namespace Soquete.Cli.Services;

/// <summary>
/// The pattern that RFC 864 suggests: lines of 72 of the characters that can be printed, each line begun one further.
/// </summary>
internal static class CharacterPattern
{
    /// <summary>A line with its end.</summary>
    public const int LineBytes = CharactersInLine + 2;

    private const int CharactersInLine = 72;
    private const char First = '!';
    private const char Blank = ' ';

    /// <summary>From the blank to the tilde.</summary>
    private const int Characters = 95;

    /// <summary>How often the pattern stands in <see cref="Whole"/>: near to what a socket takes at once.</summary>
    private const int Repeats = 8;

    /// <summary>Begins again without a seam behind its last line.</summary>
    public static ReadOnlyMemory<byte> Whole { get; } = Make();

    /// <summary>One line of it; any number means one.</summary>
    public static ReadOnlyMemory<byte> Line(long number) =>
        Whole.Slice((int)(number % Characters) * LineBytes, LineBytes);

    private static byte[] Make()
    {
        var bytes = new byte[Repeats * Characters * LineBytes];
        for (var at = 0; at < bytes.Length; at++)
        {
            var (line, column) = Math.DivRem(at, LineBytes);
            bytes[at] = column switch
            {
                CharactersInLine => (byte)'\r',
                CharactersInLine + 1 => (byte)'\n',
                _ => (byte)(Blank + (First - Blank + line + column) % Characters),
            };
        }

        return bytes;
    }
}
