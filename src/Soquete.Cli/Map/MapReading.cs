using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map;

/// <summary>What has to be read for a request: no more than that, since everything takes longer.</summary>
internal static class MapReading
{
    private const SocketFamilies WithPorts = SocketFamilies.Tcp | SocketFamilies.Udp;

    public static ProcessMapOptions For(IReadOnlyCollection<string>? schemes, MapTarget? target) =>
        schemes is not null ? OfSchemes(schemes)
        : target?.Scheme is { } scheme ? OfSchemes([scheme])
        : target?.Kind switch
    {
        MapTargetKind.Port => Of(WithPorts, pipes: false),
        MapTargetKind.Path => Of(SocketFamilies.Unix, pipes: true),
        _ => new ProcessMapOptions(),
    };

    private static ProcessMapOptions OfSchemes(IReadOnlyCollection<string> schemes) => Of(
        schemes.Aggregate(SocketFamilies.None, (families, scheme) => families | MapSchemes.FamilyOf(scheme)),
        schemes.Any(MapSchemes.IsPipe));

    private static ProcessMapOptions Of(SocketFamilies families, bool pipes) => new()
    {
        Sockets = new SocketTableOptions { Families = families }, Pipes = pipes,
    };
}
