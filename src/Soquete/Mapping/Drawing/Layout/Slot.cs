namespace Soquete.Mapping.Drawing.Layout;

/// <summary>A place in a column: a box, a label, or where a line passes between boxes.</summary>
internal sealed class Slot(DrawnBox? box, double width, double height)
{
    public DrawnBox? Box { get; } = box;

    public double Width { get; } = width;

    public double Height { get; } = height;

    /// <summary>The top.</summary>
    public double Y { get; set; }

    /// <summary>Its place in its column, from 0.</summary>
    public int Order { get; set; }

    /// <summary>Lines to the column before.</summary>
    public List<Link> Before { get; } = [];

    /// <summary>Lines to the column behind.</summary>
    public List<Link> Behind { get; } = [];

    /// <summary>Scratch for sorting.</summary>
    public double Wish { get; set; }
}
