using System.Globalization;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Text;

/// <summary>What --verbose tells of an end beyond its line: numbers, TCP's figures, memory.</summary>
internal static class EndDetails
{
    public static string Of(MapEnd end, MapProcess? process)
    {
        var words = new List<string>();
        foreach (var holder in end.Holders)
        {
            if (holder.Process.Id == process?.Id)
            {
                words.Add($"fd {holder.Descriptor}");
            }
        }

        if (end.Inode > 0)
        {
            words.Add($"inode {end.Inode}");
        }

        if (end.Socket is InternetSocketEntry { Tcp: { } tcp })
        {
            words.AddRange(Of(tcp));
        }

        if (end.Socket?.Memory is { } memory)
        {
            words.AddRange(Of(memory));
        }

        return string.Join(", ", words);
    }

    private static IEnumerable<string> Of(TcpStatus tcp)
    {
        if (tcp.RoundTrip is { } roundTrip)
        {
            yield return $"rtt {Milliseconds(roundTrip)} ms";
        }

        if (tcp.CongestionWindow > 0)
        {
            yield return $"cwnd {tcp.CongestionWindow} of {tcp.SegmentSize} B";
        }

        if (tcp.BytesAcknowledged > 0)
        {
            yield return $"{ByteText.Of(tcp.BytesAcknowledged)} sent";
        }

        if (tcp.BytesReceived > 0)
        {
            yield return $"{ByteText.Of(tcp.BytesReceived)} received";
        }

        if (tcp.Retransmissions > 0)
        {
            yield return $"{tcp.Retransmissions} retransmitted";
        }

        if (tcp.CongestionControl is { } algorithm)
        {
            yield return algorithm;
        }
    }

    private static IEnumerable<string> Of(SocketMemory memory)
    {
        yield return $"memory in {ByteText.Of(memory.ReceiveBytes)} of {ByteText.Of(memory.ReceiveLimit)}";
        yield return $"out {ByteText.Of(memory.SendBytes)} of {ByteText.Of(memory.SendLimit)}";
        if (memory.Drops > 0)
        {
            yield return $"{memory.Drops} dropped";
        }
    }

    private static string Milliseconds(TimeSpan time) =>
        time.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);
}
