using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Watching;

/// <summary>What is known of the row under the cursor: both ends, and how TCP fares.</summary>
internal static class LinkLines
{
    public static IEnumerable<string> Of(WatchState state)
    {
        yield return Line(state).Add(new string('─', state.Size.Columns), ScreenLine.Faint).ToString();
        if (state.Index >= state.Rows.Count)
        {
            yield break;
        }

        var row = state.Rows[state.Index];
        foreach (var (end, arrow) in new[] { (row.From, " "), (row.To, RowLines.ArrowOf(row.Edge)) })
        {
            if (end is not null)
            {
                yield return Line(state).Add($"{arrow} {MapLabel.Of(end)}", ScreenLine.Bold)
                    .Add($"  {HoldersOf(end)}").Add(SocketOf(end.Socket), ScreenLine.Faint).ToString();
                yield return Line(state).Add("    ").Add(FiguresOf(end)).ToString();
            }
        }
    }

    private static ScreenLine Line(WatchState state) => new(state.Size.Columns);

    private static string HoldersOf(MapEnd end) => end.Holders.Count == 0
        ? MapLabel.Holders(end)
        : string.Join(", ", end.Holders.Select(holder => $"{MapLabel.Of(holder.Process)} fd {holder.Descriptor}"));

    private static string SocketOf(SocketEntry? socket) => socket is null ? ""
        : $"  {socket.State}" + (socket.Inode > 0 ? $"  inode {socket.Inode}" : "");

    private static string FiguresOf(MapEnd end)
    {
        var parts = new List<string>();
        if (end.Socket is { IsListening: true } listener)
        {
            parts.Add($"{listener.ReceiveQueue} of {listener.SendQueue} wait to be accepted");
        }
        else if (end.Socket is { } socket)
        {
            parts.Add($"{Amount.Of(socket.ReceiveQueue)} not read, {Amount.Of(socket.SendQueue)} on their way");
        }

        if (end.Socket?.Memory is { Drops: > 0 } memory)
        {
            parts.Add($"{memory.Drops} dropped");
        }

        parts.AddRange(WatchRow.TcpOf(end) is { } tcp ? FiguresOf(tcp) : []);
        parts.AddRange(end.Problems.Select(problem => $"! {problem.Detail}"));
        return string.Join("  ", parts);
    }

    private static IEnumerable<string> FiguresOf(TcpStatus tcp)
    {
        yield return $"sent {Amount.Of(tcp.BytesAcknowledged)}, received {Amount.Of(tcp.BytesReceived)}";
        if (tcp.RoundTrip is { } roundTrip)
        {
            var variation = tcp.RoundTripVariation?.TotalMilliseconds ?? 0;
            yield return $"rtt {roundTrip.TotalMilliseconds:0.###}ms ± {variation:0.###}ms";
        }

        yield return $"cwnd {tcp.CongestionWindow} × {tcp.SegmentSize}";
        if (tcp.Retransmissions > 0)
        {
            yield return $"sent again {tcp.Retransmissions}";
        }

        if (tcp.CongestionControl is { } algorithm)
        {
            yield return algorithm;
        }
    }
}
