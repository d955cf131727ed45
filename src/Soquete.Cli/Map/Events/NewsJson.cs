using System.Globalization;
using Soquete.Cli.Events;
using Soquete.Mapping;

namespace Soquete.Cli.Map.Events;

/// <summary>News as an object, with the fields that docs/map.md promises.</summary>
internal static class NewsJson
{
    public static string Of(MapNews news) => JsonLine.Of(
    [
        ("kind", KindOf(news.Kind)),
        ("time", news.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        ("told_by", news.IsToldByKernel ? "kernel" : "reading"),
        ("short", news.IsShort ? true : null), .. FieldsOf(news.From, news.Edge),
    ]);

    /// <summary>A connection, or an end alone.</summary>
    public static IEnumerable<(string Name, object? Value)> FieldsOf(MapEnd from, MapEdge? edge) =>
    [
        ("scheme", from.Scheme), (edge is null ? "end" : "from", EndOf(from)),
        ("to", edge is null ? null : EndOf(edge.To)), ("directed", edge is { IsDirected: false } ? false : null),
    ];

    private static JsonFields EndOf(MapEnd end) => new(
        ("name", end.Socket?.LocalText is { Length: > 0 } local ? local : end.Name),
        ("inode", end.Inode > 0 ? (long)end.Inode : null),
        ("remote", end.Kind == MapEndKind.Remote ? true : null),
        ("holders", end.Holders.Count == 0 ? null : end.Holders.Select(HolderOf).ToArray<object>()));

    private static JsonFields HolderOf(MapHolder holder) =>
        new(("pid", holder.Process.Id), ("process", holder.Process.Name), ("fd", holder.Descriptor));

    private static string KindOf(NewsKind kind) => kind switch
    {
        NewsKind.Opened => "opened",
        NewsKind.Closed => "closed",
        NewsKind.Bound => "bound",
        _ => "unbound",
    };
}
