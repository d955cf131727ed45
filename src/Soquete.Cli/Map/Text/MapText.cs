namespace Soquete.Cli.Map.Text;

/// <summary>A map for people: a block for each process, a line for each edge.</summary>
internal sealed class MapText
{
    private readonly TextWriter _output;
    private readonly MapTextOptions _options;
    private readonly MapBlocks _blocks;
    private readonly RowMaker _rows;
    private readonly BlockText _block;
    private readonly BlockHeading _heading;

    private MapText(TextWriter output, MapPart part, MapTextOptions options)
    {
        (_output, _options) = (output, options);
        var text = new EndText(options.Names, options.WithDetails, options.MostHolders);
        _blocks = new MapBlocks(part, text, options.WithAll);
        _rows = new RowMaker(part.Map, text, options.Signs, options.WithDetails);
        _block = new BlockText(output, options.Signs, options.Palette, options.Width);
        _heading = new BlockHeading(output, options);
    }

    public static void Write(TextWriter output, MapPart part, MapTextOptions options) =>
        new MapText(output, part, options).Write();

    private void Write()
    {
        var isFirst = true;
        foreach (var block in _blocks.InOrder(_options.Order))
        {
            if (!isFirst)
            {
                _output.WriteLine();
            }

            isFirst = false;
            _heading.Write(block);
            var rows = block.Ends.SelectMany(end => _rows.RowsOf(end, block.Process));
            _block.Write(InOrder(_options.IsEachPrinted ? rows : RowMerge.Of(rows)));
        }
    }

    private static List<MapRow> InOrder(IEnumerable<MapRow> rows) =>
    [
        .. rows.OrderBy(row => row.Rank).ThenBy(row => row.Scheme, StringComparer.Ordinal)
            .ThenBy(row => row.Own, StringComparer.Ordinal).ThenBy(row => row.Arrow.Length)
            .ThenBy(row => row.Peer, StringComparer.Ordinal).ThenBy(row => row.PeerName, StringComparer.Ordinal),
    ];
}
