using Soquete.Cli.Terminal;

namespace Soquete.Cli.Map.Text;

/// <summary>The lines of a block in columns, as wide as there is room.</summary>
internal sealed class BlockText(TextWriter output, MapSigns signs, Palette palette, int width)
{
    private const int Gap = 2;
    private const int Margin = 2;
    private const int DetailsMargin = 6;

    public void Write(IReadOnlyList<MapRow> rows)
    {
        var columns = RowColumns.For(rows, width - Margin, NotesOf);
        foreach (var row in rows)
        {
            WriteRow(row, columns);
        }
    }

    private void WriteRow(MapRow row, RowColumns columns)
    {
        var hasProblem = row.Problems.Count > 0;
        output.Write(hasProblem ? palette.Failure("! ") : "  ");
        var used = Margin + WriteCells(row, columns);
        var notes = NotesOf(row);
        if (notes.Length > 0)
        {
            var fits = used + notes.Length <= width;
            output.Write(fits ? "" : "\n" + new string(' ', DetailsMargin));
            output.Write(hasProblem ? palette.Failure(notes.Trim()) : palette.Faint(notes.Trim()));
        }

        output.WriteLine();
        if (row.Details.Length > 0)
        {
            output.Write(new string(' ', DetailsMargin));
            output.WriteLine(palette.Faint(row.Details));
        }
    }

    /// <summary>Writes all but the notes; the last cell is filled where notes follow it.</summary>
    private int WriteCells(MapRow row, RowColumns columns)
    {
        var isLast = NotesOf(row).Length == 0;
        var cells = new List<(string Text, int Width, Func<string, string> Paint)>
        {
            (row.Scheme, columns.Scheme, palette.Faint),
            (row.Own, row.Arrow.Length == 0 && isLast ? row.Own.Length : columns.Own, Plain),
        };
        if (row.Arrow.Length > 0)
        {
            cells.Add((row.Arrow, row.Arrow.Length, Plain));
            cells.Add((row.Peer, columns.Peer, palette.Name));
            cells.Add((row.PeerName, columns.PeerName, Plain));
        }

        return WriteCells(cells, isLast);
    }

    private int WriteCells(List<(string Text, int Width, Func<string, string> Paint)> cells, bool isLast)
    {
        var (used, pending) = (0, 0);
        foreach (var (text, room, paint) in cells)
        {
            if (room == 0)
            {
                continue;
            }

            var shown = signs.Shorten(text, room);
            if (shown.Length > 0)
            {
                output.Write(new string(' ', pending));
                output.Write(paint(shown));
                pending = 0;
            }

            pending += room - shown.Length + Gap;
            used += room + Gap;
        }

        output.Write(isLast ? "" : new string(' ', pending));
        return used;
    }

    private string NotesOf(MapRow row)
    {
        var words = new List<string>(row.Notes);
        words.AddRange(row.Problems);
        if (row.Unread > 0)
        {
            words.Add($"{QueueText.Bytes(row.Unread)} unread");
        }

        if (row.Unsent > 0)
        {
            words.Add($"{QueueText.Bytes(row.Unsent)} unsent");
        }

        var text = string.Join(", ", words);
        return row.Count == 1 ? text : $"{signs.Times} {row.Count}{(text.Length > 0 ? "  " : "")}{text}";
    }

    private static string Plain(string text) => text;
}
