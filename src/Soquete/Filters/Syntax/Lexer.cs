using System.Buffers;
using Soquete.Addresses;

namespace Soquete.Filters.Syntax;

/// <summary>
/// Parts an expression into tokens. As in libpcap, the longest token wins, so <c>len-4</c> is one name: a minus sign
/// stands apart.
/// </summary>
internal sealed class Lexer(string expression)
{
    /// <summary>The longest expression; one that compiles is far shorter.</summary>
    public const int MaxLength = 64 * 1024;

    private static readonly SearchValues<char> WordCharacters = SearchValues.Create(
        "-_.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create(":.0123456789ABCDEFabcdef");

    private static readonly SearchValues<char> EndsOfEscape = SearchValues.Create(" !()\n\t\r");

    // The longer ones first.
    private static readonly string[] Symbols =
    [
        "&&", "||", ">=", "<=", "!=", "==", "<<", ">>", "+", "-", "*", "/", "%", ":", "[", "]", "!", "<", ">", "(", ")",
        "&", "|", "^", "=",
    ];

    private readonly List<Token> _tokens = [];
    private int _at;

    /// <summary>The tokens in order; the last one is the end.</summary>
    /// <exception cref="PacketFilterException">Something in it is no token.</exception>
    public static List<Token> Read(string expression)
    {
        if (expression.Length > MaxLength)
        {
            throw new PacketFilterException(
                expression, MaxLength + 1, $"an expression has at most {MaxLength} characters");
        }

        var lexer = new Lexer(expression);
        while (lexer.TryAdd())
        {
        }

        return lexer._tokens;
    }

    private bool TryAdd()
    {
        while (_at < expression.Length && expression[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }

        _tokens.Add(Next());
        return _tokens[^1].Kind != TokenKind.End;
    }

    private Token Next()
    {
        var rest = expression.AsSpan(_at);
        if (rest.IsEmpty)
        {
            return new Token(TokenKind.End, "", _at);
        }

        var address = Run(rest, AddressCharacters);
        return address.Count(':') > 1 ? Address(address)
            : char.IsAsciiLetterOrDigit(rest[0]) ? Word(Run(rest, WordCharacters).TrimEnd("-_"))
            : rest[0] == '\\' ? Escaped(rest[1..])
            : Symbol(rest);
    }

    private static ReadOnlySpan<char> Run(ReadOnlySpan<char> text, SearchValues<char> characters) =>
        text.IndexOfAnyExcept(characters) is >= 0 and var end ? text[..end] : text;

    /// <summary>What has colons: only brackets have one of their own, and never two.</summary>
    private Token Address(ReadOnlySpan<char> text)
    {
        var address = text.ToString();
        return EthernetText.TryRead(address, out _) ? Take(TokenKind.Ethernet, address)
            : HostText.TryReadLiteral(address, out _) ? Take(TokenKind.Ipv6, address)
            : throw Wrong($"'{Printable.Shorten(address)}' is neither an Ethernet nor an IPv6 address");
    }

    private Token Word(ReadOnlySpan<char> text)
    {
        var word = text.ToString();
        return EthernetText.TryRead(word, out _) ? Take(TokenKind.Ethernet, word)
            : NumberText.IsNumber(word) ? Number(word)
            : NumberText.IsDotted(word) ? Take(TokenKind.Dotted, word)
            : Words.TryFindNumber(word, out var named) ? Take(TokenKind.Number, word, number: named)
            : Take(Words.IsKeyword(word) ? TokenKind.Keyword : TokenKind.Name, word);
    }

    private Token Number(string word) => NumberText.TryRead(word, out var number, out var problem)
        ? Take(TokenKind.Number, word, number: number)
        : throw Wrong(problem);

    private Token Escaped(ReadOnlySpan<char> text)
    {
        var name = Run(text, text.IndexOfAny(EndsOfEscape));
        return name.IsEmpty
            ? throw Wrong("a name is missing after the backslash")
            : Take(TokenKind.Name, name.ToString(), extra: 1);
    }

    private static ReadOnlySpan<char> Run(ReadOnlySpan<char> text, int end) => end < 0 ? text : text[..end];

    private Token Symbol(ReadOnlySpan<char> text)
    {
        foreach (var symbol in Symbols)
        {
            if (text.StartsWith(symbol))
            {
                return Symbol(symbol);
            }
        }

        throw Wrong($"'{Printable.Shorten(text[..1].ToString())}' has no meaning in a filter");
    }

    private Token Symbol(string symbol) => symbol switch
    {
        "&&" => Take(TokenKind.Keyword, "and", symbol.Length - "and".Length),
        "||" => Take(TokenKind.Keyword, "or"),
        "!" => Take(TokenKind.Keyword, "not", symbol.Length - "not".Length),
        "==" => Take(TokenKind.Symbol, "=", extra: 1),
        _ => Take(TokenKind.Symbol, symbol),
    };

    /// <summary>A token of the text's length, and a little more or less where it was written in another way.</summary>
    private Token Take(TokenKind kind, string text, int extra = 0, uint number = 0)
    {
        var token = new Token(kind, text, _at, number);
        _at += text.Length + extra;
        return token;
    }

    private PacketFilterException Wrong(string problem) => new(expression, _at + 1, problem);
}
