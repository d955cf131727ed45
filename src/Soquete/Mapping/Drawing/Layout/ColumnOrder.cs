namespace Soquete.Mapping.Drawing.Layout;

/// <summary>
/// Orders each column so that few lines cross: each slot goes to the middle of those it is joined to.
/// </summary>
internal static class ColumnOrder
{
    private const int Sweeps = 12;

    public static void Improve(List<List<Slot>> columns)
    {
        foreach (var column in columns)
        {
            Number(column);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isForward = sweep % 2 == 0;
            for (var i = 0; i < columns.Count; i++)
            {
                Sort(columns[isForward ? i : columns.Count - 1 - i], isForward);
            }
        }
    }

    private static void Sort(List<Slot> column, bool byBefore)
    {
        foreach (var slot in column)
        {
            slot.Wish = WishOf(slot, byBefore);
        }

        // Sorting has to be stable: what wants the same place keeps its order.
        var sorted = column.OrderBy(slot => slot.Wish).ToList();
        column.Clear();
        column.AddRange(sorted);
        Number(column);
    }

    private static double WishOf(Slot slot, bool byBefore)
    {
        var links = byBefore ? slot.Before : slot.Behind;
        if (links.Count == 0)
        {
            return slot.Order;
        }

        // Within a box the rows count as well, as parts of a place.
        return links.Average(link => byBefore
            ? link.Left.Order + link.LeftOffset / (link.Left.Height + 1)
            : link.Right.Order + link.RightOffset / (link.Right.Height + 1));
    }

    private static void Number(List<Slot> column)
    {
        for (var i = 0; i < column.Count; i++)
        {
            column[i].Order = i;
        }
    }
}
