namespace Soquete.Addresses;

/// <summary>The right name that a wrong one was most likely meant to be.</summary>
internal static class NearestName
{
    private const int LongestCompared = 64;

    /// <summary>
    /// The candidate within a third of the name's length in edits, or one that the name begins; null where none is.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestCompared)
        {
            return null;
        }

        string? nearest = null;
        var least = Math.Max(1, name.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(name, candidate);
            if (distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest ?? FirstBegunBy(name, candidates);
    }

    /// <summary>Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.</summary>
    internal static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Step(rows, a, b, i, j),
                };
            }
        }

        return rows[a.Length, b.Length];
    }

    private static string? FirstBegunBy(string name, IEnumerable<string> candidates) => name.Length < 2
        ? null
        : candidates.FirstOrDefault(candidate => candidate.StartsWith(name, StringComparison.Ordinal));

    private static int Step(int[,] rows, string a, string b, int i, int j)
    {
        var cost = a[i - 1] == b[j - 1] ? 0 : 1;
        var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
        return i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]
            ? Math.Min(best, rows[i - 2, j - 2] + 1)
            : best;
    }
}
