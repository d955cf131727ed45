using Soquete.Cli.Arguments;
using Soquete.Cli.Capture;
using Soquete.Cli.Terminal;
using Soquete.Streams;

namespace Soquete.Cli.Map.Text;

/// <summary>A map for people: a block for each process, a line for each edge.</summary>
internal sealed class MapText
{
    private readonly PacketOutput _output = new();
    private readonly MapBlocks _blocks;
    private readonly RowMaker _rows;
    private readonly BlockText _block;
    private readonly BlockHeading _heading;
    private readonly MapRequest _request;

    private MapText(MapPart part, MapRequest request, RemoteNames names, GlobalSettings settings)
    {
        _request = request;
        var signs = MapSigns.OfLocale();
        var palette = new Palette(TerminalText.IsColoured(StandardDescriptor.Output, settings.Colour));
        var width = request.IsWide ? MapWidth.Unlimited : MapWidth.Find();
        var text = new EndText(names, settings.Verbose, request.IsWide || settings.Verbose ? int.MaxValue : 1);
        var focus = new MapFocus(part.Map, part.Selection);
        _blocks = new MapBlocks(part.Map, focus, text, request.IsEachPrinted || request.Filters.Schemes is not null);
        _rows = new RowMaker(part.Map, text, signs, settings.Verbose);
        _block = new BlockText(_output, signs, palette, width);
        _heading = new BlockHeading(_output, signs, palette, width, settings.Verbose);
    }

    /// <summary>Writes it to standard output.</summary>
    public static void Write(MapPart part, MapRequest request, RemoteNames names, GlobalSettings settings) =>
        new MapText(part, request, names, settings).Write();

    private void Write()
    {
        var isFirst = true;
        foreach (var block in _blocks.InOrder(_request.Order))
        {
            if (!isFirst)
            {
                _output.WriteLine("");
            }

            isFirst = false;
            _heading.Write(block);
            var rows = block.Ends.SelectMany(end => _rows.RowsOf(end, block.Process));
            _block.Write(InOrder(_request.IsEachPrinted ? rows : RowMerge.Of(rows)));
        }

        _output.Flush();
    }

    private static List<MapRow> InOrder(IEnumerable<MapRow> rows) =>
    [
        .. from row in rows
           orderby row.Rank, row.Scheme, row.Own, row.Arrow.Length, row.Peer, row.PeerName
           select row,
    ];
}
