using Soquete.SocketTables;

namespace Soquete.Cli.Map;

/// <summary>The states of sockets, as they are typed, printed, and named in JSON.</summary>
internal static class MapStates
{
    /// <summary>In the order of <see cref="SocketState"/>.</summary>
    private static readonly string[] All =
    [
        "unknown", "established", "syn-sent", "syn-received", "fin-wait-1", "fin-wait-2", "time-wait", "unconnected",
        "close-wait", "last-ack", "listening", "closing",
    ];

    /// <summary>Those that can be asked for.</summary>
    public static string[] Names => All[1..];

    public static string NameOf(SocketState state) => (int)state < All.Length ? All[(int)state] : All[0];

    public static SocketState Of(string name) => (SocketState)Array.IndexOf(All, name);
}
