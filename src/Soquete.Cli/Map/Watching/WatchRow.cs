using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Watching;

/// <summary>Whether a row came or went a moment ago.</summary>
internal enum WatchMark
{
    None,
    New,
    Gone,
}

/// <summary>One line of the view: two ends that are joined, or one that is not.</summary>
internal sealed class WatchRow(LinkIdentity identity, MapEnd from, MapEdge? edge)
{
    private string? _text;

    public LinkIdentity Identity => identity;

    public MapEnd From => from;

    public MapEnd? To => edge?.To;

    public MapEdge? Edge => edge;

    /// <summary>The process that it stands by when rows are sorted; null where nobody has it.</summary>
    public MapProcess? First { get; } = from.Holders.Count > 0 ? from.Holders[0].Process
        : edge is { To.Holders.Count: > 0 } ? edge.To.Holders[0].Process
        : null;

    public WatchMark Mark { get; init; }

    /// <summary>When it came or went, where that was seen.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Bytes a second from <see cref="From"/> to <see cref="To"/>; null where nobody counts.</summary>
    public double? Forward { get; init; }

    /// <summary>Bytes a second the other way.</summary>
    public double? Back { get; init; }

    /// <summary>Both ways; null where nobody counts.</summary>
    public double? Rate => Forward is null && Back is null ? null : (Forward ?? 0) + (Back ?? 0);

    /// <summary>The fullest of its queues, in bytes; of a listener, the connections that wait.</summary>
    public uint Queue => Math.Max(QueueOf(From), To is { } to ? QueueOf(to) : 0);

    public int Problems => From.Problems.Count + (To?.Problems.Count ?? 0);

    /// <summary>Everything that a filter is looked for in.</summary>
    public string Text => _text ??= string.Join(
        ' ', MapLabel.Holders(From, int.MaxValue), MapLabel.Of(From), To is null ? "" : MapLabel.Of(To),
        To is null ? "" : MapLabel.Holders(To, int.MaxValue), From.Socket?.State);

    /// <summary>The same with another mark.</summary>
    public WatchRow Marked(WatchMark mark, DateTimeOffset at) =>
        new(identity, from, edge) { Mark = mark, ChangedAt = at, Forward = Forward, Back = Back };

    /// <summary>Whether the process has one of its ends.</summary>
    public bool IsOf(int process) => IsOf(From, process) || (To is { } to && IsOf(to, process));

    public static TcpStatus? TcpOf(MapEnd? end) => (end?.Socket as InternetSocketEntry)?.Tcp;

    private static bool IsOf(MapEnd end, int process)
    {
        foreach (var holder in end.Holders)
        {
            if (holder.Process.Id == process)
            {
                return true;
            }
        }

        return false;
    }

    private static uint QueueOf(MapEnd end) => end.Socket switch
    {
        null => 0,
        { IsListening: true } listener => listener.ReceiveQueue,
        { } socket => Math.Max(socket.ReceiveQueue, socket.SendQueue),
    };
}
