namespace Soquete.Filters.Syntax;

/// <content>Primitives: qualifiers with a value behind them, and the words that stand alone.</content>
internal sealed partial class FilterParser
{
    private FilterNode ReadPrimitive(ref Qualifiers qualifiers)
    {
        var first = _tokens.Next;
        if (ReadLoneWord(first) is { } lone)
        {
            qualifiers = default;
            return lone;
        }

        var protocol = ReadProtocol();
        if (_tokens.Next.IsKeyword("broadcast") || _tokens.Next.IsKeyword("multicast"))
        {
            qualifiers = default;
            return ReadGroup(protocol, first);
        }

        if (TryReadQualifiers(protocol, out qualifiers))
        {
            return ReadValue(ref qualifiers);
        }

        return protocol is { Layer: not ProtocolLayer.Link } ? new ProtocolTest(protocol, first.Column)
            : protocol is null ? throw _tokens.Unexpected("a test, such as 'host', 'port' or 'tcp',")
            : throw _tokens.Unexpected("'host', 'src', 'dst', 'proto', 'broadcast' or 'multicast'");
    }

    private FilterNode? ReadLoneWord(Token word)
    {
        if (word.Kind != TokenKind.Keyword)
        {
            return null;
        }

        switch (word.Text)
        {
            case "less":
                return Length(Comparison.LessOrEqual);
            case "greater":
                return Length(Comparison.GreaterOrEqual);
            case "inbound" or "outbound":
                return new DirectionTest(_tokens.Take().IsKeyword("outbound"), word.Column);
            case "ifindex":
                _tokens.Take();
                return new InterfaceTest(_tokens.TakeNumber().Number, word.Column);
            case "vlan":
                _tokens.Take();
                return new VlanTest(ReadVlanIdentifier(), word.Column);
            default:
                return null;
        }
    }

    private Relation Length(Comparison comparison)
    {
        var word = _tokens.Take();
        var number = _tokens.TakeNumber();
        return new Relation(
            new LengthTerm(word.Column), comparison, new NumberTerm(number.Number, number.Column), word.Column);
    }

    private uint? ReadVlanIdentifier()
    {
        if (_tokens.TryTakeSymbol("("))
        {
            _tokens.Enter();
            var inner = ReadVlanIdentifier();
            _tokens.TakeSymbol(")");
            _tokens.Leave();
            return inner;
        }

        if (_tokens.Next.Kind != TokenKind.Number)
        {
            return null;
        }

        return _tokens.Next.Number <= 0xfff
            ? _tokens.Take().Number
            : throw _tokens.Wrong(_tokens.Next, "a VLAN's identifier is 0 to 4095");
    }

    private ProtocolWord? ReadProtocol()
    {
        var protocol = _tokens.Next.Kind == TokenKind.Keyword ? ProtocolWord.Find(_tokens.Next.Text) : null;
        _ = protocol is null ? default : _tokens.Take();
        return protocol;
    }

    private FilterNode ReadGroup(ProtocolWord? protocol, Token first)
    {
        var word = _tokens.Take();
        var isLink = protocol is null or { Layer: ProtocolLayer.Link };
        var isIp = protocol == ProtocolWord.Ip;
        return word.Text switch
        {
            "broadcast" when isLink || isIp => new BroadcastTest(isIp, first.Column),
            "broadcast" => throw _tokens.Wrong(word, $"'{protocol?.Name}' has no broadcast; 'ether' and 'ip' have"),
            _ when isLink => new MulticastTest(null, first.Column),
            _ when isIp || protocol == ProtocolWord.Ip6 => new MulticastTest(protocol, first.Column),
            _ => throw _tokens.Wrong(word, $"'{protocol?.Name}' has no multicast; 'ether', 'ip' and 'ip6' have"),
        };
    }

    private bool TryReadQualifiers(ProtocolWord? protocol, out Qualifiers qualifiers)
    {
        if (_tokens.TryTakeKeyword("proto"))
        {
            qualifiers = new Qualifiers(true, protocol, Direction.SourceOrDestination, ValueType.Protocol);
            return true;
        }

        var hasDirection = TryReadDirection(out var direction);
        ValueType? type = _tokens.TryTakeKeyword("host") ? ValueType.Host
            : _tokens.TryTakeKeyword("net") ? ValueType.Net
            : _tokens.TryTakeKeyword("port") ? ValueType.Port
            : _tokens.TryTakeKeyword("portrange") ? ValueType.PortRange
            : null;
        var are = hasDirection || type is not null;
        qualifiers = are ? new Qualifiers(true, protocol, direction, type ?? ValueType.Host) : default;
        return are;
    }

    /// <summary>Reads <c>src</c>, <c>dst</c>, or both with <c>or</c> or <c>and</c> between.</summary>
    private bool TryReadDirection(out Direction direction)
    {
        direction = _tokens.TryTakeKeyword("src") ? Direction.Source
            : _tokens.TryTakeKeyword("dst") ? Direction.Destination
            : Direction.SourceOrDestination;
        if (direction == Direction.SourceOrDestination)
        {
            return false;
        }

        var other = direction == Direction.Source ? "dst" : "src";
        if (!_tokens.Second.IsKeyword(other))
        {
            return true;
        }

        direction = _tokens.TryTakeKeyword("or") ? Direction.SourceOrDestination
            : _tokens.TryTakeKeyword("and") ? Direction.SourceAndDestination
            : throw _tokens.Unexpected("'or' or 'and'");
        _ = _tokens.Take();
        return true;
    }
}
