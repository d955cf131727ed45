namespace Soquete.Filters.Compilation;

internal enum ValueKind
{
    /// <summary>A number that is known; it is in <see cref="Value.Number"/>.</summary>
    Constant,

    /// <summary>The packet's length.</summary>
    Length,

    /// <summary>Bytes at a known offset, or what the kernel knows beside the packet.</summary>
    Bytes,

    /// <summary>Bytes at a known offset from one that is computed.</summary>
    BytesAtIndex,

    /// <summary>Four times the low half of the byte at a known offset: the length of an IPv4 header.</summary>
    HeaderLength,

    Negative,

    Operation,
}

/// <summary>
/// A number that is computed from a packet. A table makes each one once, so two are equal where they are the same.
/// </summary>
/// <param name="Id">Which of its table.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Code">The instruction that loads or computes it.</param>
/// <param name="Number">A constant, or an offset.</param>
/// <param name="First">The index, or the operand on the left.</param>
/// <param name="Second">The operand on the right.</param>
internal sealed record Value(int Id, ValueKind Kind, ushort Code, uint Number, Value? First, Value? Second)
{
    public bool IsConstant => Kind == ValueKind.Constant;

    /// <summary>Whether computing it overwrites X.</summary>
    public bool NeedsIndex { get; } = Kind is ValueKind.BytesAtIndex or ValueKind.HeaderLength
        || First is { NeedsIndex: true } || Second is { IsConstant: false };

    /// <summary>Whether X can have it with one instruction.</summary>
    public bool GoesToIndex => Kind is ValueKind.Constant or ValueKind.Length or ValueKind.HeaderLength;

    public bool Equals(Value? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Id;
}
