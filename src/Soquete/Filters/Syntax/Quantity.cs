namespace Soquete.Filters.Syntax;

/// <summary>A number of 32 bits without a sign that is computed from a packet.</summary>
internal abstract record Quantity(int Column);

internal sealed record NumberTerm(uint Number, int Column) : Quantity(Column);

/// <summary>The packet's length.</summary>
internal sealed record LengthTerm(int Column) : Quantity(Column);

/// <summary>One, two or four bytes of a packet, at an offset from where a protocol's header begins.</summary>
internal sealed record BytesTerm(ProtocolWord Protocol, Quantity Index, uint Size, int Column) : Quantity(Column);

internal sealed record NegativeTerm(Quantity Operand, int Column) : Quantity(Column);

/// <summary>An operation, named by the code of its instruction.</summary>
internal sealed record OperationTerm(ushort Operation, Quantity Left, Quantity Right, int Column)
    : Quantity(Column);

internal enum Comparison
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}
