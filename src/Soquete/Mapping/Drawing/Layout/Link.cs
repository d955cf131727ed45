namespace Soquete.Mapping.Drawing.Layout;

/// <summary>A piece of a line, between two neighbouring columns.</summary>
/// <param name="Left">The slot in the column before.</param>
/// <param name="LeftOffset">Where it begins, below the top of that slot.</param>
/// <param name="Right">The slot in the column behind.</param>
/// <param name="RightOffset">Where it ends, below the top of that slot.</param>
internal sealed record Link(Slot Left, double LeftOffset, Slot Right, double RightOffset)
{
    /// <summary>Whether neither of its slots is a box: such pieces are kept straight.</summary>
    public bool IsPassing => Left.Box is null && Right.Box is null;
}
