namespace Soquete.Cli.Map.Text;

/// <summary>How wide each column of a block is; 0 for one that no line has.</summary>
internal sealed record RowColumns(int Scheme, int Own, int Peer, int PeerName)
{
    private const int Gap = 2;
    private const int ArrowWidth = 3;
    private const int Narrowest = 10;

    /// <summary>The widths that hold everything, less what there is no room for.</summary>
    public static RowColumns For(IReadOnlyList<MapRow> rows, int width, Func<MapRow, string> notesOf)
    {
        var (scheme, own, peer, peerName, notes) = (0, 0, 0, 0, 0);
        foreach (var row in rows)
        {
            scheme = Math.Max(scheme, row.Scheme.Length);
            if (row.Arrow.Length > 0)
            {
                peer = Math.Max(peer, row.Peer.Length);
                peerName = Math.Max(peerName, row.PeerName.Length);
                notes = width == int.MaxValue ? 0 : Math.Max(notes, notesOf(row).Length);
            }

            own = Math.Max(own, row.Own.Length);
        }

        // Long notes have a line of their own.
        notes = Math.Min(notes, width / 3);
        var columns = new RowColumns(scheme, own, peer, peerName);
        var room = width - notes - columns.Fixed;
        return own + peer + peerName <= room ? columns : columns.Within(room);
    }

    /// <summary>What is never shortened, and the gaps.</summary>
    private int Fixed => Scheme + ArrowWidth + (4 * Gap);

    private RowColumns Within(int room)
    {
        Span<int> widths = [Own, Peer, PeerName];
        while (widths[0] + widths[1] + widths[2] > room)
        {
            var widest = Widest(widths);
            if (widths[widest] <= Narrowest)
            {
                break;
            }

            widths[widest]--;
        }

        return this with { Own = widths[0], Peer = widths[1], PeerName = widths[2] };
    }

    private static int Widest(ReadOnlySpan<int> widths)
    {
        var widest = 0;
        for (var i = 1; i < widths.Length; i++)
        {
            widest = widths[i] > widths[widest] ? i : widest;
        }

        return widest;
    }
}
