using Soquete.Cli.Arguments;
using Soquete.Cli.Terminal;
using Soquete.Streams;

namespace Soquete.Cli.Map.Text;

/// <summary>How a map is written for people.</summary>
internal sealed record MapTextOptions
{
    public MapOrder Order { get; init; }

    public MapSigns Signs { get; init; } = MapSigns.Unicode;

    public Palette Palette { get; init; }

    /// <summary>How many columns there are.</summary>
    public int Width { get; init; } = MapWidth.Unlimited;

    /// <summary>Whether alike edges are written one by one.</summary>
    public bool IsEachPrinted { get; init; }

    /// <summary>Whether figures are written below each line.</summary>
    public bool WithDetails { get; init; }

    /// <summary>Whether the sockets of the kernel and of this very process are written.</summary>
    public bool WithAll { get; init; }

    /// <summary>How many processes that share an end are named.</summary>
    public int MostHolders { get; init; } = 1;

    public RemoteNames Names { get; init; } = RemoteNames.None;

    public static MapTextOptions For(MapRequest request, RemoteNames names, GlobalSettings settings) => new()
    {
        Order = request.Order,
        Signs = MapSigns.OfLocale(),
        Palette = new Palette(TerminalText.IsColoured(StandardDescriptor.Output, settings.Colour)),
        Width = request.IsWide ? MapWidth.Unlimited : MapWidth.Find(),
        IsEachPrinted = request.IsEachPrinted,
        WithDetails = settings.Verbose,
        WithAll = request.IsEachPrinted || request.Filters.Schemes is not null,
        MostHolders = request.IsWide || settings.Verbose ? int.MaxValue : 1,
        Names = names,
    };
}
