namespace Soquete.Cli.Map.Text;

/// <summary>Alike lines become one, with a count.</summary>
internal static class RowMerge
{
    public static List<MapRow> Of(IEnumerable<MapRow> rows)
    {
        var places = new Dictionary<RowKey, int>();
        var merged = new List<MapRow>();
        foreach (var row in rows)
        {
            if (places.TryAdd(row.Key, merged.Count))
            {
                merged.Add(row);
            }
            else
            {
                var place = places[row.Key];
                merged[place] = Add(merged[place], row);
            }
        }

        return merged;
    }

    private static MapRow Add(MapRow sum, MapRow more) => sum with
    {
        Own = sum.Key.Own, PeerName = sum.Key.PeerName, Count = sum.Count + more.Count,
        Unread = sum.Unread + more.Unread, Unsent = sum.Unsent + more.Unsent,
    };
}
