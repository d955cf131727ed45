using System.Globalization;
using System.Text;

namespace Soquete.Filters.Programs;

/// <summary>A program as tcpdump(1) prints it: <c>-d</c> for people, <c>-ddd</c> for programs.</summary>
internal static class ProgramText
{
    private const char Separator = ' ';

    /// <summary>A line an instruction, as <c>tcpdump -d</c> has it.</summary>
    public static string Listing(ReadOnlySpan<BpfInstruction> program)
    {
        var text = new StringBuilder();
        for (var at = 0; at < program.Length; at++)
        {
            var line = InstructionText.Of(program[at], at);
            _ = at == 0 ? text : text.Append('\n');
            _ = text.Append(CultureInfo.InvariantCulture, $"({at:d3}) {line}");
        }

        return text.ToString();
    }

    /// <summary>The number of instructions, then code, jumps and operand of each, a line each.</summary>
    public static string Decimal(ReadOnlySpan<BpfInstruction> program)
    {
        var text = new StringBuilder().Append(program.Length);
        foreach (var (code, jumpTrue, jumpFalse, operand) in program)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"\n{code} {jumpTrue} {jumpFalse} {operand}");
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Decimal"/> writes.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static BpfInstruction[] ReadDecimal(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0 || !TryRead(lines[0], out int count) || count != lines.Length - 1)
        {
            throw new FormatException("The first line is the number of instructions, and each has a line after it.");
        }

        return [.. lines.Skip(1).Select(ReadInstruction)];
    }

    private static BpfInstruction ReadInstruction(string line)
    {
        var words = line.Split(Separator);
        return words.Length == 4 && TryRead(words[0], out ushort code) && TryRead(words[1], out byte jumpTrue)
            && TryRead(words[2], out byte jumpFalse) && TryRead(words[3], out uint operand)
            ? new BpfInstruction(code, jumpTrue, jumpFalse, operand)
            : throw new FormatException(
                $"'{Printable.Shorten(line)}' is no instruction: code, two jumps and operand, in decimal.");
    }

    private static bool TryRead<T>(string word, out T value)
        where T : struct, ISpanParsable<T>, System.Numerics.INumberBase<T> =>
        T.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
