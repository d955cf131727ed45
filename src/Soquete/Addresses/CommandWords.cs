using System.Text;

namespace Soquete.Addresses;

/// <summary>
/// Splits a command into words as a POSIX shell does (XCU §2.2), and does nothing else of what a shell does.
/// </summary>
public static class CommandWords
{
    /// <summary>Words are parted by white space; <c>'…'</c>, <c>"…"</c> and <c>\</c> quote.</summary>
    /// <exception cref="FormatException">A quote is not closed, or a backslash ends the text.</exception>
    public static IReadOnlyList<string> Split(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var words = new List<string>();
        StringBuilder? word = null;
        for (var i = 0; i < command.Length; i++)
        {
            switch (command[i])
            {
                case ' ' or '\t' or '\n':
                    Finish(words, ref word);
                    break;
                case '\'' or '"':
                    i = ReadQuoted(command, i, word ??= new StringBuilder());
                    break;
                case '\\':
                    (word ??= new StringBuilder()).Append(
                        ++i < command.Length ? command[i] : throw new FormatException("a backslash ends the command"));
                    break;
                default:
                    (word ??= new StringBuilder()).Append(command[i]);
                    break;
            }
        }

        Finish(words, ref word);
        return words;
    }

    private static void Finish(List<string> words, ref StringBuilder? word)
    {
        if (word is not null)
        {
            words.Add(word.ToString());
            word = null;
        }
    }

    /// <summary>Reads up to the closing quote and gives its index.</summary>
    private static int ReadQuoted(string command, int start, StringBuilder word)
    {
        var quote = command[start];
        for (var i = start + 1; i < command.Length; i++)
        {
            if (command[i] == quote)
            {
                return i;
            }

            // Inside double quotes a backslash quotes only these.
            if (quote == '"' && command[i] == '\\' && i + 1 < command.Length
                && command[i + 1] is '"' or '\\' or '$' or '`')
            {
                i++;
            }

            word.Append(command[i]);
        }

        throw new FormatException($"a quote {quote} is not closed");
    }
}
