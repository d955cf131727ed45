using System.Globalization;
using Soquete.Mapping.Drawing.Layout;

namespace Soquete.Mapping.Drawing;

/// <summary>One or several connections from one box to another.</summary>
internal sealed class DrawnEdge(DrawnBox from, DrawnBox to, DrawnPort? port, string scheme)
{
    private readonly List<MapEdge> _edges = [];
    private string? _name;

    public DrawnBox From { get; } = from;

    public DrawnBox To { get; } = to;

    /// <summary>The row of <see cref="To"/> that it leads to; null for its head.</summary>
    public DrawnPort? Port { get; } = port;

    public string Scheme { get; } = scheme;

    public IReadOnlyList<MapEdge> Edges => _edges;

    public bool HasProblem { get; private set; }

    public bool IsDirected => _edges.Exists(edge => edge.IsDirected);

    /// <summary>Whether all of it waits in a backlog.</summary>
    public bool IsWaiting => _edges.TrueForAll(edge => edge.IsWaiting);

    /// <summary>Tells it from others, in this map and in the next one.</summary>
    public string Key => $"{From.Key} {To.Key} {Port?.Name ?? Scheme}";

    /// <summary>The whole name: the scheme, the name where all have one, and how many there are.</summary>
    public string Name => Counted(Scheme + (_name is { Length: > 0 } ? " " + _name : ""));

    /// <summary>What is written at it: what its row does not say already.</summary>
    public string Label => Counted(Port is null ? Name : "", always: Port is null);

    /// <summary>The line, once it was laid out.</summary>
    public EdgeLine? Line { get; set; }

    public void Add(MapEdge edge, string name)
    {
        _name = _edges.Count == 0 || _name == name ? name : "";
        _edges.Add(edge);
        HasProblem |= edge.From.Problems.Count > 0 || edge.To.Problems.Count > 0;
    }

    private string Counted(string text, bool always = false) =>
        always || _edges.Count < 2 ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text} ×{_edges.Count}").TrimStart();
}
