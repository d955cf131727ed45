using Soquete.Cli.Terminal;

namespace Soquete.Cli.Map.Text;

/// <summary>The lines of a block in columns, as wide as there is room.</summary>
internal sealed class BlockText(TextWriter output, MapSigns signs, Palette palette, int width)
{
    private const int Margin = 2;
    private const int DetailsMargin = 6;

    public void Write(IReadOnlyList<MapRow> rows)
    {
        var columns = RowColumns.For(rows, width - Margin);
        foreach (var row in rows)
        {
            Write(row, columns);
        }
    }

    private void Write(MapRow row, RowColumns columns)
    {
        var hasProblem = row.Problems.Count > 0;
        output.Write(hasProblem ? palette.Failure("! ") : "  ");
        var (used, column) = WriteCells(CellsOf(row, columns));
        WriteNotes(NotesOf(row), Margin + used, Margin + column, hasProblem);
        if (row.Details.Length > 0)
        {
            output.Write(new string(' ', DetailsMargin));
            output.WriteLine(palette.Faint(row.Details));
        }
    }

    /// <summary>Notes stand in their column, or behind the rest, or below it, wherever there is room first.</summary>
    private void WriteNotes(string notes, int used, int column, bool hasProblem)
    {
        if (notes.Length > 0)
        {
            output.Write(
                column + notes.Length <= width ? new string(' ', column - used)
                : used + RowColumns.Gap + notes.Length <= width ? new string(' ', RowColumns.Gap)
                : "\n" + new string(' ', DetailsMargin));
            output.Write(hasProblem ? palette.Failure(notes) : palette.Faint(notes));
        }

        output.WriteLine();
    }

    private Cell[] CellsOf(MapRow row, RowColumns columns) => row.Arrow.Length == 0
        ? [new(row.Scheme, columns.Scheme, palette.Faint), new(row.Own, columns.Alone, Plain)]
        :
        [
            new(row.Scheme, columns.Scheme, palette.Faint), new(row.Own, columns.Own, Plain, RowColumns.ArrowGap),
            new(row.Arrow, row.Arrow.Length, Plain, RowColumns.ArrowGap), new(row.Peer, columns.Peer, palette.Name),
            new(row.PeerName, columns.PeerName, Plain),
        ];

    /// <summary>Writes cells; how far they went, and where the column behind them begins.</summary>
    private (int Used, int Column) WriteCells(Cell[] cells)
    {
        var (used, column) = (0, 0);
        foreach (var cell in cells)
        {
            var shown = signs.Shorten(cell.Text, cell.Width);
            if (shown.Length > 0)
            {
                output.Write(new string(' ', column - used));
                output.Write(cell.Paint(shown));
                used = column + shown.Length;
            }

            column += cell.Width == 0 ? 0 : cell.Width + cell.Gap;
        }

        return (used, column);
    }

    private string NotesOf(MapRow row)
    {
        var words = new List<string>(row.Notes);
        words.AddRange(row.Problems);
        if (row.Unread > 0)
        {
            words.Add($"{ByteText.Of(row.Unread)} unread");
        }

        if (row.Unsent > 0)
        {
            words.Add($"{ByteText.Of(row.Unsent)} unsent");
        }

        var text = string.Join(", ", words);
        return row.Count == 1 ? text : $"{signs.Times} {row.Count}{(text.Length > 0 ? "  " : "")}{text}";
    }

    private static string Plain(string text) => text;

    private readonly record struct Cell(
        string Text, int Width, Func<string, string> Paint, int Gap = RowColumns.Gap);
}
