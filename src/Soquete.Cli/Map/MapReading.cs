using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map;

/// <summary>What has to be read for a request: no more than that, since everything takes longer.</summary>
internal static class MapReading
{
    private const SocketFamilies WithPorts = SocketFamilies.Tcp | SocketFamilies.Mptcp | SocketFamilies.Udp;

    private static readonly SocketState[] NotOver =
        [.. Enum.GetValues<SocketState>().Where(state => state != SocketState.TimeWait)];

    public static ProcessMapOptions For(MapSelection filters, MapTarget? target, MapForm form)
    {
        var options = OfKinds(filters.Schemes, target);
        return ShowsWhatIsOver(filters, form)
            ? options
            : options with { Sockets = options.Sockets with { TcpStates = NotOver } };
    }

    /// <summary>
    /// Whether a connection that is over (TIME-WAIT) may be in what is shown: asked for, or at the other end of what
    /// is. The other end of one has closed too, and waits for the acknowledgement at most (RFC 9293, section 3.3.2).
    /// </summary>
    private static bool ShowsWhatIsOver(MapSelection filters, MapForm form) => filters switch
    {
        { Listening: true } => false,
        { States: { } states } when form is MapForm.Watch or MapForm.Events => states.Contains(SocketState.TimeWait),
        { States: { } states } => states.Any(
            state => state is SocketState.TimeWait or SocketState.LastAck or SocketState.Closing),
        _ => form is not (MapForm.Watch or MapForm.Events),
    };

    private static ProcessMapOptions OfKinds(IReadOnlyCollection<string>? schemes, MapTarget? target) =>
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
