using Soquete.Filters.Programs;

namespace Soquete.Filters.Syntax;

/// <content>Relations of numbers.</content>
internal sealed partial class FilterParser
{
    /// <summary>The most operations in a relation; a program has scratch memory for no more than 16 results.</summary>
    private const int MaxOperations = 250;

    private int _operations;

    /// <summary>Whether what follows is a number to be compared, and not a value or another test.</summary>
    private bool BeginsRelation()
    {
        var next = _tokens.Next;
        return next.IsSymbol("-") || next.IsKeyword("len") || next.IsKeyword("length")
            || (next.Kind == TokenKind.Keyword && _tokens.Second.IsSymbol("["))
            || ((next.Kind == TokenKind.Number || next.IsSymbol("(")) && _tokens.AfterOperand.IsOperator);
    }

    private Relation ReadRelation(ref Qualifiers qualifiers)
    {
        qualifiers = default;
        _operations = 0;
        var column = _tokens.Next.Column;
        var left = ReadArithmetic(0);
        var comparison = ComparisonOf(_tokens.Next)
            ?? throw _tokens.Unexpected("a comparison, such as '=' or '>',");
        _tokens.Take();
        return new Relation(left, comparison, ReadArithmetic(0), column);
    }

    /// <summary>Reads operands whose operators bind at least so tightly.</summary>
    /// <remarks>
    /// In libpcap's grammar <c>%</c> and <c>^</c> have no precedence: they bind to the operand on their left before
    /// everything else, and take all that follows as the one on their right. What is not put in parentheses means the
    /// same here.
    /// </remarks>
    private Quantity ReadArithmetic(int least)
    {
        var left = ReadOperand();
        while (OperationOf(_tokens.Next) is var (operation, precedence) && (precedence == 0 || precedence >= least))
        {
            var token = _tokens.Take();
            if (++_operations > MaxOperations)
            {
                throw _tokens.Wrong(token, $"a relation has more than {MaxOperations} operations");
            }

            _tokens.Enter();
            left = new OperationTerm(
                operation, left, ReadArithmetic(precedence == 0 ? 0 : precedence + 1), token.Column);
            _tokens.Leave();
        }

        return left;
    }

    private Quantity ReadOperand()
    {
        _tokens.Enter();
        var operand = _tokens.Next switch
        {
            { Kind: TokenKind.Number } number => new NumberTerm(_tokens.Take().Number, number.Column),
            { Kind: TokenKind.Keyword, Text: "len" or "length" } => new LengthTerm(_tokens.Take().Column),
            { Kind: TokenKind.Keyword } when _tokens.Second.IsSymbol("[") => ReadBytes(),
            { Kind: TokenKind.Symbol, Text: "(" } => ReadInParentheses(),
            { Kind: TokenKind.Symbol, Text: "-" } => new NegativeTerm(ReadNegated(), _tokens.Next.Column),
            _ => throw _tokens.Unexpected("a number, 'len' or bytes such as tcp[13]"),
        };
        _tokens.Leave();
        return operand;
    }

    private Quantity ReadNegated()
    {
        _ = _tokens.Take();
        return ReadArithmetic(int.MaxValue);
    }

    private Quantity ReadInParentheses()
    {
        _ = _tokens.Take();
        var inner = ReadArithmetic(0);
        _tokens.TakeSymbol(")");
        return inner;
    }

    private BytesTerm ReadBytes()
    {
        var word = _tokens.Take();
        var protocol = ProtocolWord.Find(word.Text);
        if (protocol is null or { Number: <= EtherNumber.LongestFrame, Layer: ProtocolLayer.Network }
            or { Name: "aarp" or "ah" or "esp" })
        {
            throw _tokens.Wrong(word, $"no bytes of '{word.Text}' can be asked for");
        }

        _tokens.TakeSymbol("[");
        var index = ReadArithmetic(0);
        var size = new Token(TokenKind.Number, "1", 0, 1);
        if (_tokens.TryTakeSymbol(":"))
        {
            size = _tokens.TakeNumber();
        }

        _tokens.TakeSymbol("]");
        return size.Number is 1 or 2 or 4
            ? new BytesTerm(protocol, index, size.Number, word.Column)
            : throw _tokens.Wrong(size, "1, 2 or 4 bytes can be asked for at a time");
    }

    private static Comparison? ComparisonOf(Token token) => token.Kind != TokenKind.Symbol ? null : token.Text switch
    {
        "=" => Comparison.Equal,
        "!=" => Comparison.NotEqual,
        ">" => Comparison.Greater,
        ">=" => Comparison.GreaterOrEqual,
        "<" => Comparison.Less,
        "<=" => Comparison.LessOrEqual,
        _ => null,
    };

    /// <summary>The instruction of an operator, and its precedence; 0 for those that have none.</summary>
    private static (ushort Operation, int Precedence)? OperationOf(Token token) =>
        token.Kind != TokenKind.Symbol ? null : token.Text switch
        {
            "|" => (BpfCode.Or, 1),
            "&" => (BpfCode.And, 2),
            "<<" => (BpfCode.ShiftLeft, 3),
            ">>" => (BpfCode.ShiftRight, 3),
            "+" => (BpfCode.Add, 4),
            "-" => (BpfCode.Subtract, 4),
            "*" => (BpfCode.Multiply, 5),
            "/" => (BpfCode.Divide, 5),
            "%" => (BpfCode.Modulo, 0),
            "^" => (BpfCode.Xor, 0),
            _ => null,
        };
}
