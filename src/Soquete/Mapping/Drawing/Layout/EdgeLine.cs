namespace Soquete.Mapping.Drawing.Layout;

/// <summary>Where a line runs: through these points, level in each column and curved between two.</summary>
/// <param name="Points">
/// From the box on the left to the one on the right: the ends, and in each column between them where it comes in and
/// where it goes out.
/// </param>
/// <param name="IsForward">Whether it leads from left to right.</param>
/// <param name="Label">What is written at it, cut to fit; empty for nothing.</param>
/// <param name="LabelX">The left of the label.</param>
/// <param name="LabelY">The line of the label, which lies above it.</param>
internal sealed record EdgeLine(
    IReadOnlyList<(double X, double Y)> Points, bool IsForward, string Label, double LabelX, double LabelY);
