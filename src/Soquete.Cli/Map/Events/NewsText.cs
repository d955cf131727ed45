using System.Globalization;
using System.Text;
using Soquete.Cli.Map.Text;
using Soquete.Mapping;

namespace Soquete.Cli.Map.Events;

/// <summary>News in a line for people.</summary>
internal sealed class NewsText(MapSigns signs)
{
    private readonly EndText _text = new(RemoteNames.None, withInodes: true, mostHolders: 2);

    public string Of(MapNews news)
    {
        var line = new StringBuilder(news.At.ToLocalTime().ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture))
            .Append(news.Kind is NewsKind.Opened or NewsKind.Bound ? '+' : '-').Append(' ').Append(news.From.Scheme)
            .Append(' ').Append(Of(news.From, news.Edge, news.IsShort));
        if (news.Edge is null)
        {
            line.Append(news.From.Role == MapRole.Listener ? " listening" : " bound");
        }

        return line.Append(news.IsShort ? " (since the last reading)" : "").ToString();
    }

    /// <summary>Who talks to whom.</summary>
    public string Of(MapEnd from, MapEdge? edge, bool isShort = false) => edge is null
        ? EndOf(from, isShort)
        : $"{EndOf(from, isShort)} {(edge.IsDirected ? signs.To : signs.Pair)} {EndOf(edge.To, isShort)}";

    private string EndOf(MapEnd end, bool isShort)
    {
        var name = _text.NameOf(end);
        if (isShort && end.Holders.Count == 0)
        {
            // Nobody looked while it was there.
            return name;
        }

        var holder = end is { Listener: not null, Inode: 0, Holders: [var first, ..] }
            ? $"{MapLabel.Of(first.Process)} (its listener's)"
            : _text.HoldersOf(end);
        return name.Length > 0 ? $"{holder} {name}" : holder;
    }
}
