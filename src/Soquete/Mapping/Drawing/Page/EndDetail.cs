using System.Globalization;
using Soquete.SocketTables;

namespace Soquete.Mapping.Drawing.Page;

/// <summary>What the page says of one end, in lines.</summary>
internal static class EndDetail
{
    /// <summary>What it is joined to, then its state and queues, then how TCP fares.</summary>
    public static IEnumerable<string> LinesOf(MapEnd end, IEnumerable<MapEdge> edges)
    {
        foreach (var edge in edges.Take(3))
        {
            yield return JoinedTo(end, edge);
        }

        if (end.Socket is { } socket)
        {
            yield return StateOf(end, socket);
            if ((socket as InternetSocketEntry)?.Tcp is { } tcp)
            {
                yield return Fares(tcp);
            }
        }
    }

    /// <summary>A number of bytes: <c>312 B</c>, <c>1.5 KiB</c>.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes:0} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:0.#} KiB"),
        < 1024.0 * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024 / 1024:0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024 / 1024 / 1024:0.#} GiB"),
    };

    private static string JoinedTo(MapEnd end, MapEdge edge)
    {
        var (other, arrow) = (edge.OppositeOf(end), edge.From == end ? "→" : "←");
        var text = $"{(edge.IsDirected ? arrow : "↔")} {MapLabel.Holders(other)} {MapLabel.Of(other)}";
        return edge.IsWaiting ? $"{text}, waits to be accepted" : text;
    }

    private static string StateOf(MapEnd end, SocketEntry socket)
    {
        if (socket.IsListening)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"listens; {socket.ReceiveQueue} of {socket.SendQueue} wait");
        }

        var role = end.Role == MapRole.None ? "" : $"{end.Role}, ".ToLowerInvariant();
        var drops = socket.Memory is { Drops: > 0 } memory
            ? string.Create(CultureInfo.InvariantCulture, $", {memory.Drops} dropped") : "";
        return $"{role}{Words(socket.State)}; {Bytes(socket.ReceiveQueue)} not read, "
            + $"{Bytes(socket.SendQueue)} not acknowledged{drops}";
    }

    private static string Words(SocketState state) => state switch
    {
        SocketState.SynSent => "syn-sent",
        SocketState.SynReceived => "syn-received",
        SocketState.FinWait1 => "fin-wait-1",
        SocketState.FinWait2 => "fin-wait-2",
        SocketState.TimeWait => "time-wait",
        SocketState.CloseWait => "close-wait",
        SocketState.LastAck => "last-ack",
        _ => $"{state}".ToLowerInvariant(),
    };

    private static string Fares(TcpStatus tcp)
    {
        var trip = tcp.RoundTrip is { } time
            ? string.Create(CultureInfo.InvariantCulture, $"rtt {time.TotalMilliseconds:0.###} ms, ") : "";
        var again = tcp.Retransmissions > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {tcp.Retransmissions} segments sent again") : "";
        return trip + string.Create(CultureInfo.InvariantCulture, $"cwnd {tcp.CongestionWindow}, ")
            + $"{Bytes(tcp.BytesAcknowledged)} sent, {Bytes(tcp.BytesReceived)} received{again}";
    }
}
