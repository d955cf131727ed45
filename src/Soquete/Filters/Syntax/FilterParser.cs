namespace Soquete.Filters.Syntax;

/// <summary>
/// Reads an expression by the grammar of pcap-filter(7): from left to right, <c>and</c> and <c>or</c> binding equally.
/// </summary>
internal sealed partial class FilterParser
{
    private readonly TokenStream _tokens;

    private FilterParser(string expression) => _tokens = new TokenStream(expression);

    /// <exception cref="PacketFilterException">It is no expression.</exception>
    public static FilterNode Parse(string expression)
    {
        var parser = new FilterParser(expression);
        if (parser._tokens.Next.Kind == TokenKind.End)
        {
            return new EveryPacket();
        }

        var qualifiers = default(Qualifiers);
        var node = parser.ReadExpression(ref qualifiers);
        return parser._tokens.Next.Kind == TokenKind.End ? node : throw parser._tokens.Unexpected("'and' or 'or'");
    }

    /// <summary>Reads terms with <c>and</c> and <c>or</c> between.</summary>
    /// <param name="qualifiers">Those before it, which become those of its last term.</param>
    private FilterNode ReadExpression(ref Qualifiers qualifiers)
    {
        var first = ReadTerm(ref qualifiers, canBeValue: false);
        return ReadChain(first, ref qualifiers, ReadFollowing);
    }

    private delegate FilterNode Reader(ref Qualifiers qualifiers);

    private FilterNode ReadFollowing(ref Qualifiers qualifiers) => ReadTerm(ref qualifiers, canBeValue: true);

    private FilterNode ReadChain(FilterNode first, ref Qualifiers qualifiers, Reader read)
    {
        var links = new List<ChainLink> { new(false, first) };
        while (_tokens.Next.IsKeyword("and") || _tokens.Next.IsKeyword("or"))
        {
            var isAnd = _tokens.Take().IsKeyword("and");
            links.Add(new ChainLink(isAnd, read(ref qualifiers)));
        }

        return links.Count == 1 ? first : new Chain(links);
    }

    /// <summary>Reads a negation, an expression in parentheses, a relation, a primitive, or a value alone.</summary>
    private FilterNode ReadTerm(ref Qualifiers qualifiers, bool canBeValue)
    {
        _tokens.Enter();
        var node = _tokens.TryTakeKeyword("not") ? new Negation(ReadTerm(ref qualifiers, canBeValue))
            : BeginsRelation() ? ReadRelation(ref qualifiers)
            : _tokens.LoneValue is { } value ? ReadLoneValue(ref qualifiers, value, canBeValue)
            : _tokens.TryTakeSymbol("(") ? ReadParenthesis(qualifiers)
            : ReadPrimitive(ref qualifiers);
        _tokens.Leave();
        return node;
    }

    /// <summary>What stands within parentheses takes qualifiers over, but hands none on.</summary>
    private FilterNode ReadParenthesis(Qualifiers qualifiers)
    {
        var node = ReadExpression(ref qualifiers);
        _tokens.TakeSymbol(")");
        return node;
    }

    private FilterNode ReadLoneValue(ref Qualifiers qualifiers, Token value, bool canBeValue) =>
        canBeValue && qualifiers.Are
            ? ReadValue(ref qualifiers)
            : throw _tokens.Wrong(
                value,
                $"'host', 'net', 'port' or another word is missing before {value.Shown}",
                Words.NearestTo(value));

    /// <summary>Reads a value, a negated one, or several in parentheses.</summary>
    private FilterNode ReadValue(ref Qualifiers qualifiers)
    {
        _tokens.Enter();
        var node = _tokens.TryTakeKeyword("not") ? new Negation(ReadValue(ref qualifiers))
            : _tokens.TryTakeSymbol("(") ? ReadValues(ref qualifiers)
            : ReadQualified(qualifiers);
        _tokens.Leave();
        return node;
    }

    private FilterNode ReadValues(ref Qualifiers qualifiers)
    {
        var values = ReadChain(ReadValue(ref qualifiers), ref qualifiers, ReadValue);
        _tokens.TakeSymbol(")");
        return values;
    }
}
