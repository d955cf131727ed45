namespace Soquete.Cli.Map.Text;

/// <summary>How wide each column of a block is; 0 for one that no line has.</summary>
/// <param name="Scheme">The kind.</param>
/// <param name="Alone">This end's name, where no other end stands beside it.</param>
/// <param name="Own">This end's name, where one does.</param>
/// <param name="Peer">Who has the other end.</param>
/// <param name="PeerName">The other end's name.</param>
internal sealed record RowColumns(int Scheme, int Alone, int Own, int Peer, int PeerName)
{
    public const int Gap = 2;

    /// <summary>On either side of an arrow.</summary>
    public const int ArrowGap = 1;

    private const int ArrowWidth = 3;
    private const int Narrowest = 10;
    private const int NarrowestPeer = 24;

    /// <summary>What follows the name of a listener for the most part, and the gap.</summary>
    private const int State = 20;

    /// <summary>The widths that hold everything, less what there is no room for.</summary>
    public static RowColumns For(IReadOnlyList<MapRow> rows, int width)
    {
        var (scheme, alone, own, peer, peerName) = (0, 0, 0, 0, 0);
        foreach (var row in rows)
        {
            scheme = Math.Max(scheme, row.Scheme.Length);
            if (row.Arrow.Length == 0)
            {
                alone = Math.Max(alone, row.Own.Length);
                continue;
            }

            own = Math.Max(own, row.Own.Length);
            peer = Math.Max(peer, row.Peer.Length);
            peerName = Math.Max(peerName, row.PeerName.Length);
        }

        alone = Math.Min(alone, Math.Max(width - scheme - Gap - State, Narrowest));
        return new RowColumns(scheme, alone, own, peer, peerName).Within(width);
    }

    private RowColumns Within(int width)
    {
        Span<int> widths = [Own, Peer, PeerName];
        var room = width - (Scheme + ArrowWidth + (2 * ArrowGap) + (2 * Gap));
        // Who it is says more than what it is called.
        Shrink(widths, [Narrowest, NarrowestPeer, Narrowest], room);
        Shrink(widths, [Narrowest, Narrowest, Narrowest], room);
        return this with { Own = widths[0], Peer = widths[1], PeerName = widths[2] };
    }

    private static void Shrink(Span<int> widths, ReadOnlySpan<int> least, int room)
    {
        while (widths[0] + widths[1] + widths[2] > room)
        {
            var widest = -1;
            for (var i = 0; i < widths.Length; i++)
            {
                widest = widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest]) ? i : widest;
            }

            if (widest < 0)
            {
                return;
            }

            widths[widest]--;
        }
    }
}
