using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map;

/// <summary>The states of sockets that can be asked for, as they are typed.</summary>
internal static class MapStates
{
    /// <summary>In the order of <see cref="SocketState"/>, each in the place before its number.</summary>
    public static readonly string[] Names =
        [.. Enum.GetValues<SocketState>().Where(state => state != SocketState.Unknown).Select(MapLabel.Of)];

    public static SocketState Of(string name) => (SocketState)(Array.IndexOf(Names, name) + 1);
}
