using System.Buffers;
using System.Text.Json;
using Soquete.Mapping.Drawing.Layout;

namespace Soquete.Mapping.Drawing.Page;

/// <summary>
/// What the page draws, as JSON: where everything is, and what is said of it. It has no <c>&lt;</c>, nor a line's end,
/// so that it can stand in HTML and in an event.
/// </summary>
internal sealed class PageData
{
    /// <summary>How many ends of one process are told of.</summary>
    private const int MostEnds = 100;

    private const int NameCells = 300;

    private readonly ProcessMap _map;
    private readonly DrawnMap _drawn;
    private readonly MapLayout _layout;
    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<string, List<MapEnd>> _ends = [];

    private PageData(ProcessMap map, Utf8JsonWriter json)
    {
        (_map, _json, _drawn) = (map, json, DrawnMap.Of(map));
        _layout = MapLayout.Of(_drawn);
        foreach (var end in map.Ends)
        {
            foreach (var key in DrawnMap.KeysOf(end))
            {
                _ = _ends.TryGetValue(key, out var list) ? list : _ends[key] = list = [];
                list.Add(end);
            }
        }
    }

    /// <summary>The map in ASCII.</summary>
    public static ReadOnlyMemory<byte> Of(ProcessMap map)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            new PageData(map, json).Write();
        }

        return buffer.WrittenMemory;
    }

    private void Write()
    {
        _json.WriteStartObject();
        Number("width", _layout.Width);
        Number("height", _layout.Height);
        Number("alone", _layout.AloneTop);
        _json.WriteString("counts", SvgLegend.Counts(_map));
        _json.WriteStartArray("gaps");
        foreach (var gap in _map.Gaps)
        {
            _json.WriteStringValue(ShownText.Fit($"not seen: {gap.What}: {gap.Reason}", NameCells));
        }

        _json.WriteEndArray();
        WriteAll("boxes", _drawn.Boxes, WriteBox);
        // Those with problems last, so that they lie over the others.
        WriteAll("edges", _drawn.Edges.OrderBy(edge => edge.HasProblem), WriteEdge);
        _json.WriteEndObject();
    }

    private void WriteAll<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (var item in items)
        {
            _json.WriteStartObject();
            write(item);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteBox(DrawnBox box)
    {
        _json.WriteString("key", box.Key);
        _json.WriteString("title", ShownText.Fit(box.Title, NameCells));
        _json.WriteString("shown", Metrics.Title(box));
        _json.WriteString("sub", Metrics.Subtitle(box));
        Number("x", box.X);
        Number("y", box.Y);
        Number("w", box.Width);
        Number("h", box.Height);
        _json.WriteBoolean("out", box.IsOutside);
        _json.WriteBoolean("problem", box.HasProblem);
        WriteAll("rows", box.Ports, port => WriteRow(box, port));
        _json.WriteStartArray("facts");
        foreach (var (name, value) in BoxFacts.Of(box))
        {
            _json.WriteStartArray();
            _json.WriteStringValue(name);
            _json.WriteStringValue(ShownText.Fit(value, 2000));
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
        var ends = _ends.GetValueOrDefault(box.Key) ?? [];
        WriteAll("ends", ends.OrderBy(end => end.Problems.Count == 0).Take(MostEnds), WriteEnd);
        _json.WriteNumber("more", Math.Max(0, ends.Count - MostEnds));
    }

    private void WriteRow(DrawnBox box, DrawnPort port)
    {
        _json.WriteString("text", Metrics.Row(port));
        Number("y", Metrics.OffsetOf(box, port));
        _json.WriteString("colour", SchemeColour.Of(port.Scheme));
        _json.WriteBoolean("problem", port.HasProblem);
    }

    private void WriteEnd(MapEnd end)
    {
        _json.WriteString("name", ShownText.Fit(MapLabel.Of(end), NameCells));
        _json.WriteStartArray("lines");
        foreach (var line in EndDetail.LinesOf(end, _map.EdgesOf(end)))
        {
            _json.WriteStringValue(ShownText.Fit(line, NameCells));
        }

        _json.WriteEndArray();
        _json.WriteStartArray("problems");
        foreach (var problem in end.Problems)
        {
            _json.WriteStringValue(ShownText.Fit(problem.Detail, NameCells));
        }

        _json.WriteEndArray();
    }

    private void WriteEdge(DrawnEdge edge)
    {
        var line = edge.Line!;
        _json.WriteString("key", Printable.Escape(edge.Key));
        _json.WriteString("from", edge.From.Key);
        _json.WriteString("to", edge.To.Key);
        _json.WriteString("title", ShownText.Fit(MapSvg.TitleOf(edge), NameCells));
        _json.WriteString("path", LinePath.Of(line));
        _json.WriteString("head", edge.IsDirected ? LinePath.HeadOf(line, edge.Port is not null) : "");
        _json.WriteString("label", line.Label);
        Number("x", line.LabelX);
        Number("y", line.LabelY);
        _json.WriteString("colour", SchemeColour.Of(edge.Scheme));
        _json.WriteBoolean("problem", edge.HasProblem);
        _json.WriteBoolean("waits", edge.IsWaiting);
    }

    private void Number(string name, double value) =>
        _json.WriteNumber(name, Math.Round(value, 1, MidpointRounding.AwayFromZero));
}
