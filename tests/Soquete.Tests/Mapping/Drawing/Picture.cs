using System.Globalization;
using System.Xml.Linq;
using Soquete.Mapping.Drawing;
using Soquete.Mapping.Drawing.Layout;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>A drawn map, read back as XML, with the places of what is in it.</summary>
internal sealed class Picture
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private Picture(XElement root)
    {
        Root = root;
        Size = new Area(0, 0, Number(root, "width"), Number(root, "height"));
        Boxes = [.. Groups("box").Select(group => AreaOf(group.Element(Svg + "rect")!))];
        Labels = [.. Texts("label").Select(TextArea)];
        BoxTexts = [.. Groups("box").Select(group => (AreaOf(group.Element(Svg + "rect")!), TextsOf(group)))];
        Lines = [.. root.Descendants(Svg + "path").Where(path => Look(path).Contains("line"))
            .Select(path => Points((string)path.Attribute("d")!))];
    }

    public XElement Root { get; }

    public Area Size { get; }

    public IReadOnlyList<Area> Boxes { get; }

    public IReadOnlyList<Area> Labels { get; }

    public IReadOnlyList<(Area Box, List<Area> Texts)> BoxTexts { get; }

    /// <summary>Each line's points: its ends, those where it turns, and some of its curves between them.</summary>
    public IReadOnlyList<List<(double X, double Y)>> Lines { get; }

    public IEnumerable<string> AllTexts => Root.Descendants(Svg + "text").Select(text => text.Value);

    public static Picture Of(Soquete.Mapping.ProcessMap map) =>
        new(XElement.Parse(Written.By(MapSvg.Write, map)));

    private static string[] Look(XElement element) => ((string?)element.Attribute("class") ?? "").Split(' ');

    private static double Number(XElement element, string name) =>
        double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);

    private static Area AreaOf(XElement rect) => new(
        Number(rect, "x"), Number(rect, "y"), Number(rect, "width"), Number(rect, "height"));

    private static Area TextArea(XElement text)
    {
        var isTitle = Look(text).Contains("title");
        var (cell, size) = isTitle ? (Metrics.TitleCell, 13.0) : (Metrics.Cell, 11.0);
        return new Area(
            Number(text, "x"), Number(text, "y") - 0.8 * size, ShownText.Cells(text.Value) * cell, size);
    }

    private static List<Area> TextsOf(XElement group) =>
        [.. group.Descendants(Svg + "text").Where(text => text.Value.Length > 0).Select(TextArea)];

    /// <summary>Path data of M, L and C with absolute numbers, curves in ten steps.</summary>
    private static List<(double X, double Y)> Points(string data)
    {
        var numbers = data.Split(['M', 'L', 'C', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).Chunk(2)
            .Select(pair => (X: pair[0], Y: pair[1])).ToList();
        var points = new List<(double X, double Y)> { numbers[0] };
        var next = 1;
        foreach (var command in data.Where(char.IsLetter).Skip(1))
        {
            if (command == 'L')
            {
                points.Add(numbers[next++]);
                continue;
            }

            var (a, b, c, d) = (points[^1], numbers[next], numbers[next + 1], numbers[next + 2]);
            next += 3;
            points.AddRange(Enumerable.Range(1, 10).Select(step => Cubic(a, b, c, d, step / 10.0)));
        }

        return points;
    }

    private static (double X, double Y) Cubic(
        (double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d, double t)
    {
        var s = 1 - t;
        var (p, q, r, o) = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t);
        return (p * a.X + q * b.X + r * c.X + o * d.X, p * a.Y + q * b.Y + r * c.Y + o * d.Y);
    }

    private IEnumerable<XElement> Groups(string look) =>
        Root.Descendants(Svg + "g").Where(group => Look(group).Contains(look));

    private IEnumerable<XElement> Texts(string look) =>
        Root.Descendants(Svg + "text").Where(text => Look(text).Contains(look));

    /// <summary>A rectangle.</summary>
    internal readonly record struct Area(double X, double Y, double Width, double Height)
    {
        private const double Slack = 0.2;

        public bool Overlaps(Area other) =>
            X + Slack < other.X + other.Width && other.X + Slack < X + Width
            && Y + Slack < other.Y + other.Height && other.Y + Slack < Y + Height;

        public bool Contains(Area other) =>
            other.X >= X - Slack && other.Y >= Y - Slack
            && other.X + other.Width <= X + Width + Slack && other.Y + other.Height <= Y + Height + Slack;

        public bool HasInside((double X, double Y) point) =>
            point.X > X + 1 && point.X < X + Width - 1 && point.Y > Y + 1 && point.Y < Y + Height - 1;
    }
}
