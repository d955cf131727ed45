namespace Soquete.Wire.Internet;

/// <summary>An option of neighbour discovery that has no record of its own.</summary>
/// <param name="OptionType">What it is (<see cref="NdOptionType"/>).</param>
/// <param name="Data">What stands behind type and length.</param>
public sealed record NdOtherOption(byte OptionType, ValueList<byte> Data) : NdOption
{
    /// <inheritdoc/>
    public override byte Type => OptionType;

    private protected override int DataLength => Data.Count;

    private protected override void WriteData(Span<byte> data) => Data.Span.CopyTo(data);
}
