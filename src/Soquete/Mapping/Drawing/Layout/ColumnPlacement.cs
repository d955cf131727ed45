namespace Soquete.Mapping.Drawing.Layout;

/// <summary>
/// Moves the slots of each column up and down, in their order, until lines are as level as they can be.
/// </summary>
internal static class ColumnPlacement
{
    private const int Sweeps = 10;

    /// <summary>Lines that pass are kept straight before boxes come to their neighbours.</summary>
    private const double PassingWeight = 6;

    public static void Place(List<List<Slot>> columns)
    {
        foreach (var column in columns)
        {
            Stack(column);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                Level(columns[sweep % 2 == 0 ? i : columns.Count - 1 - i]);
            }
        }

        var top = columns.SelectMany(column => column).Select(slot => slot.Y).DefaultIfEmpty(0).Min();
        foreach (var slot in columns.SelectMany(column => column))
        {
            slot.Y += Metrics.Margin - top;
        }
    }

    private static void Stack(List<Slot> column)
    {
        var y = 0.0;
        foreach (var (i, slot) in column.Index())
        {
            y += i == 0 ? 0 : GapBefore(column, i);
            slot.Y = y;
            y += slot.Height;
        }
    }

    /// <summary>
    /// The nearest places to what each slot wishes that keep the order and the gaps: least squares, by pooling
    /// neighbours that want to pass each other (isotonic regression).
    /// </summary>
    private static void Level(List<Slot> column)
    {
        var pools = new List<(double Wish, double Weight, int Count)>();
        var offsets = new double[column.Count];
        for (var i = 0; i < column.Count; i++)
        {
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + column[i - 1].Height + GapBefore(column, i);
            var (wish, weight) = WishOf(column[i]);
            var pool = (Wish: wish - offsets[i], Weight: weight, Count: 1);
            while (pools.Count > 0 && pools[^1].Wish > pool.Wish)
            {
                var other = pools[^1];
                var sum = other.Weight + pool.Weight;
                pool = ((other.Wish * other.Weight + pool.Wish * pool.Weight) / sum, sum, other.Count + pool.Count);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        var next = 0;
        foreach (var pool in pools)
        {
            for (var end = next + pool.Count; next < end; next++)
            {
                column[next].Y = pool.Wish + offsets[next];
            }
        }
    }

    private static (double Wish, double Weight) WishOf(Slot slot)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var link in slot.Before)
        {
            var own = link.IsPassing ? PassingWeight : 1;
            sum += own * (link.Left.Y + link.LeftOffset - link.RightOffset);
            weight += own;
        }

        foreach (var link in slot.Behind)
        {
            var own = link.IsPassing ? PassingWeight : 1;
            sum += own * (link.Right.Y + link.RightOffset - link.LeftOffset);
            weight += own;
        }

        return weight == 0 ? (slot.Y, 0.1) : (sum / weight, weight);
    }

    private static double GapBefore(List<Slot> column, int index) =>
        column[index].Box is null && column[index - 1].Box is null ? Metrics.PassGap : Metrics.BoxGap;
}
