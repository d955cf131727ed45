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
        return $"{role}{MapLabel.Of(socket.State)}; {ByteText.Of(socket.ReceiveQueue)} not read, "
            + $"{ByteText.Of(socket.SendQueue)} not acknowledged{drops}";
    }

    private static string Fares(TcpStatus tcp)
    {
        var trip = tcp.RoundTrip is { } time
            ? string.Create(CultureInfo.InvariantCulture, $"rtt {time.TotalMilliseconds:0.###} ms, ") : "";
        var again = tcp.Retransmissions > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {tcp.Retransmissions} segments sent again") : "";
        return trip + string.Create(CultureInfo.InvariantCulture, $"cwnd {tcp.CongestionWindow}, ")
            + $"{ByteText.Of(tcp.BytesAcknowledged)} sent, {ByteText.Of(tcp.BytesReceived)} received{again}";
    }
}
