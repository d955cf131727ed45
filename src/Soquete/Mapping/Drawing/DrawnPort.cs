using System.Globalization;

namespace Soquete.Mapping.Drawing;

/// <summary>A row of a box: an end that others connect to, or the rest of them.</summary>
internal sealed class DrawnPort(string text, string scheme)
{
    /// <summary>What it is called, which stays the same as sockets come and go.</summary>
    public string Name => Hidden > 0 ? "…" : text;

    public string Scheme { get; } = scheme;

    /// <summary>How many share this row because there was no room; 0 where it is of one end.</summary>
    public int Hidden { get; set; }

    /// <summary>How many sockets have this name, as those that share a port have.</summary>
    public int Count { get; set; }

    public bool HasProblem { get; set; }

    public string Text => Hidden > 0 ? string.Create(CultureInfo.InvariantCulture, $"and {Hidden} more")
        : Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{text} ×{Count}")
        : text;
}
