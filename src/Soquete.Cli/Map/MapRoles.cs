using Soquete.Mapping;

namespace Soquete.Cli.Map;

/// <summary>The parts that ends play, as JSON names them.</summary>
internal static class MapRoles
{
    /// <summary>In the order of <see cref="MapRole"/>.</summary>
    private static readonly string?[] Names =
        [null, "listener", "accepted", "connected", "paired", "bound", "reader", "writer"];

    /// <summary>Null for none.</summary>
    public static string? NameOf(MapRole role) => (int)role < Names.Length ? Names[(int)role] : null;
}
