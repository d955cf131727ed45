using System.Globalization;
using Soquete.SocketTables;

namespace Soquete.Mapping;

/// <summary>What processes and ends are called where people read of them: in lists and in drawings.</summary>
/// <remarks>What does not print is escaped, so that a name never leaves its line. Safe for several threads.</remarks>
public static class MapLabel
{
    /// <summary>How many holders <see cref="Holders"/> names unless told otherwise.</summary>
    public const int DefaultHolders = 2;

    /// <summary>
    /// An end: <c>tcp 127.0.0.1:8080</c>, <c>unix /run/x.sock</c>, <c>unix @name</c>, or the number of its inode where
    /// it has no name, as in <c>unix #1234</c> and <c>pipe #77</c>.
    /// </summary>
    public static string Of(MapEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        return $"{end.Scheme} {NameOf(end)}";
    }

    /// <summary>A process: <c>nginx[123]</c>.</summary>
    public static string Of(MapProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return string.Create(CultureInfo.InvariantCulture, $"{Printable.Shorten(process.Name)}[{process.Id}]");
    }

    /// <summary>
    /// Who has an end open: <c>nginx[123], nginx[124] +2 more</c>. Where nobody has, why that is: <c>(backlog)</c> for
    /// a connection that nobody has accepted, <c>(elsewhere)</c> for an end that is not here or was not found, and
    /// <c>(no process)</c>.
    /// </summary>
    /// <param name="end">The end.</param>
    /// <param name="most">How many are named, from 1 on; the rest is counted.</param>
    public static string Holders(MapEnd end, int most = DefaultHolders)
    {
        ArgumentNullException.ThrowIfNull(end);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (end.Holders.Count == 0)
        {
            return end.Kind is MapEndKind.Remote or MapEndKind.Unseen ? "(elsewhere)"
                : end is { Role: MapRole.Accepted, Inode: 0, Listener: not null } ? "(backlog)"
                : "(no process)";
        }

        var named = string.Join(", ", end.Holders.Take(most).Select(holder => Of(holder.Process)));
        var rest = end.Holders.Count - most;
        return rest > 0 ? string.Create(CultureInfo.InvariantCulture, $"{named} +{rest} more") : named;
    }

    /// <summary>A state: <c>established</c>, <c>syn-sent</c>, <c>fin-wait-1</c>.</summary>
    public static string Of(SocketState state) => state switch
    {
        SocketState.SynSent => "syn-sent",
        SocketState.SynReceived => "syn-received",
        SocketState.FinWait1 => "fin-wait-1",
        SocketState.FinWait2 => "fin-wait-2",
        SocketState.TimeWait => "time-wait",
        SocketState.CloseWait => "close-wait",
        SocketState.LastAck => "last-ack",
        SocketState.Established => "established",
        SocketState.Unconnected => "unconnected",
        SocketState.Listening => "listening",
        SocketState.Closing => "closing",
        _ => "unknown",
    };

    /// <summary>An end without its scheme: <c>127.0.0.1:8080</c>, <c>/run/x.sock</c>, <c>#1234</c>.</summary>
    internal static string NameOf(MapEnd end)
    {
        var name = end.Name is { Length: > 0 } own ? own : end.Socket?.LocalText;
        return name is { Length: > 0 } ? Printable.Shorten(name)
            : end.Inode == 0 ? "(unnamed)"
            : string.Create(CultureInfo.InvariantCulture, $"#{end.Inode}");
    }
}
