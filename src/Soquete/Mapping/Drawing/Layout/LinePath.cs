using System.Text;

namespace Soquete.Mapping.Drawing.Layout;

/// <summary>Lines and their heads as path data (SVG 1.1, section 8.3).</summary>
internal static class LinePath
{
    private const double HeadLength = 8;
    private const double HeadHalf = 3.5;
    private const double Dot = 3;

    /// <summary>A line: level across each column, and between two a curve that is level at both ends.</summary>
    public static string Of(EdgeLine line)
    {
        var data = new StringBuilder();
        data.Append('M').Append(Point(line.Points[0]));
        for (var i = 1; i < line.Points.Count; i++)
        {
            var (from, to) = (line.Points[i - 1], line.Points[i]);
            if (i % 2 == 0)
            {
                data.Append('L').Append(Point(to));
                continue;
            }

            var middle = (from.X + to.X) / 2;
            data.Append('C').Append(Point((middle, from.Y))).Append(' ').Append(Point((middle, to.Y))).Append(' ')
                .Append(Point(to));
        }

        return data.ToString();
    }

    /// <summary>The arrow head, where it meets who was connected to: a row's dot, or the box.</summary>
    public static string HeadOf(EdgeLine line, bool hasDot)
    {
        var (x, y) = line.IsForward ? line.Points[^1] : line.Points[0];
        x -= line.IsForward && hasDot ? Dot : 0;
        var back = line.IsForward ? x - HeadLength : x + HeadLength;
        return $"M{Point((x, y))}L{Point((back, y - HeadHalf))}L{Point((back, y + HeadHalf))}Z";
    }

    private static string Point((double X, double Y) point) =>
        $"{Markup.Number(point.X)} {Markup.Number(point.Y)}";
}
