namespace Soquete.Filters.Syntax;

internal enum TokenKind
{
    End,

    /// <summary>A word of the language; <c>and</c>, <c>or</c> and <c>not</c> also for their signs.</summary>
    Keyword,

    /// <summary>Any other word, or one behind a backslash.</summary>
    Name,

    /// <summary>A number, or a word that stands for one, such as <c>tcp-syn</c>.</summary>
    Number,

    /// <summary>Two to four decimal octets with dots between: an IPv4 address, or the beginning of one.</summary>
    Dotted,

    Ipv6,

    Ethernet,

    /// <summary>An operator, a bracket, a parenthesis.</summary>
    Symbol,
}

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it was written, but for a keyword's sign and a name's backslash.</param>
/// <param name="Start">Where it begins; the first character of the expression is 0.</param>
/// <param name="Number">What a number is.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, uint Number = 0)
{
    public int Column => Start + 1;

    /// <summary>Whether it can be what a qualifier such as <c>host</c> or <c>port</c> stands before.</summary>
    public bool IsValue => Kind is TokenKind.Name or TokenKind.Number or TokenKind.Dotted or TokenKind.Ipv6
        or TokenKind.Ethernet;

    /// <summary>Whether it makes or compares numbers: what stands before it is one.</summary>
    public bool IsOperator => Kind == TokenKind.Symbol && Text is not ("(" or ")" or "[" or "]" or ":");

    /// <summary>How messages name it.</summary>
    public string Shown => Kind == TokenKind.End ? "the end" : $"'{Printable.Shorten(Text)}'";

    public bool IsKeyword(string word) => Kind == TokenKind.Keyword && Text == word;

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;
}
