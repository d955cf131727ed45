using Soquete.Mapping.Drawing.Page;

namespace Soquete.Mapping.Drawing;

/// <summary>A map as a page for a browser: one file that needs nothing else, and no network.</summary>
/// <remarks>
/// The graph can be zoomed and moved, searched and filtered; what is known of a process is shown when it is pointed at
/// or chosen, with a keyboard as well. The page's policy (CSP) allows nothing but its own script and style. Safe for
/// several threads.
/// </remarks>
public static class MapPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="map">The map.</param>
    /// <param name="writer">Where to, as UTF-8 where it is a file.</param>
    /// <exception cref="IOException">The writer failed.</exception>
    public static void Write(ProcessMap map, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(writer);
        PageHtml.Write(PageData.Of(map).Span, writer);
    }
}
