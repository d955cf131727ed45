namespace Soquete.Filters.Syntax;

/// <summary>The tokens of an expression, from left to right, and how a mistake among them is told.</summary>
internal sealed class TokenStream
{
    /// <summary>How deep parentheses, brackets and negations may be nested: more than anybody writes.</summary>
    public const int MaxDepth = 200;

    private readonly string _expression;
    private readonly List<Token> _tokens;
    private readonly int[] _closings;
    private int _at;
    private int _depth;

    public TokenStream(string expression)
    {
        _expression = expression;
        _tokens = Lexer.Read(expression);
        _closings = FindClosings();
    }

    public Token Next => _tokens[_at];

    /// <summary>The token behind the next one.</summary>
    public Token Second => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    /// <summary>
    /// The token behind a parenthesis that opens here and its end, or behind the next token where it is none.
    /// </summary>
    public Token AfterOperand => Next.IsSymbol("(") ? _tokens[_closings[_at] + 1] : Second;

    /// <summary>
    /// The value that follows, behind parentheses and negations alone; null where something else does, such as a number
    /// that is compared.
    /// </summary>
    public Token? LoneValue
    {
        get
        {
            var at = _at;
            while (_tokens[at].IsKeyword("not")
                || (_tokens[at].IsSymbol("(") && !_tokens[_closings[at] + 1].IsOperator))
            {
                at++;
            }

            // A slash behind an address is no division.
            var isCompared = _tokens[at].Kind == TokenKind.Number && _tokens[at + 1].IsOperator;
            return _tokens[at].IsValue && !isCompared ? _tokens[at] : null;
        }
    }

    public Token Take() => Next.Kind == TokenKind.End ? Next : _tokens[_at++];

    public bool TryTakeKeyword(string word)
    {
        var isThere = Next.IsKeyword(word);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    public bool TryTakeSymbol(string symbol)
    {
        var isThere = Next.IsSymbol(symbol);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    /// <exception cref="PacketFilterException">Something else is there.</exception>
    public void TakeSymbol(string symbol)
    {
        if (!TryTakeSymbol(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    /// <exception cref="PacketFilterException">Something else is there.</exception>
    public Token TakeNumber() => Next.Kind == TokenKind.Number ? Take() : throw Unexpected("a number");

    /// <summary>Goes one level down.</summary>
    /// <exception cref="PacketFilterException">That is too deep.</exception>
    public void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw Wrong(Next, $"parentheses and negations are nested more than {MaxDepth} deep");
        }
    }

    public void Leave() => _depth--;

    public PacketFilterException Wrong(Token token, string problem, string? suggestion = null) =>
        new(_expression, token.Column, problem, suggestion);

    /// <summary>The next token is not what has to stand there.</summary>
    public PacketFilterException Unexpected(string wanted)
    {
        var suggestion = Words.NearestTo(Next);
        return Next.Kind == TokenKind.Keyword && Words.IsLeftOut(Next.Text)
            ? Wrong(Next, $"{Next.Shown} is not supported")
            : Wrong(Next, $"{wanted} is expected, not {Next.Shown}", suggestion);
    }

    private int[] FindClosings()
    {
        var closings = new int[_tokens.Count];
        var open = new Stack<int>();
        for (var at = 0; at < _tokens.Count; at++)
        {
            if (_tokens[at].IsSymbol("("))
            {
                open.Push(at);
            }
            else if (_tokens[at].IsSymbol(")"))
            {
                var opening = open.TryPop(out var found) ? found : throw Wrong(_tokens[at], "nothing is open here");
                closings[opening] = at;
            }
        }

        return open.TryPop(out var unclosed) ? throw Wrong(_tokens[unclosed], "')' is missing for this '('") : closings;
    }
}
