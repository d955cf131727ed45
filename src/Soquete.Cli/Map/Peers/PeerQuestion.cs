using Soquete.Cli.Failures;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Peers;

/// <summary>The question of <c>--peer</c>, put to a map.</summary>
internal static class PeerQuestion
{
    /// <summary>Everybody at the other end, each end once.</summary>
    /// <exception cref="NothingFoundException">There is no such end, or nobody at its other end.</exception>
    public static List<PeerAnswer> Ask(ProcessMap map, MapTarget asked)
    {
        var ends = EndsOf(map, asked);
        if (ends.Count == 0)
        {
            throw new NothingFoundException($"map: there is no end {Printable.Shorten(asked.Text)}");
        }

        var answers = from end in ends
                      from edge in map.EdgesOf(end)
                      select new PeerAnswer(end, edge.OppositeOf(end), edge);
        var peers = answers.Where(answer => answer.IsSomebody).DistinctBy(answer => answer.Other.Index)
            .OrderBy(answer => answer.Other.Holders is [var first, ..] ? first.Process.Id : int.MaxValue).ToList();
        return peers.Count > 0 ? peers : throw new NothingFoundException(
            $"map: nobody is at the other end of {Printable.Shorten(asked.Text)}");
    }

    private static List<MapEnd> EndsOf(ProcessMap map, MapTarget asked) => asked.Kind switch
    {
        MapTargetKind.Descriptor => OfDescriptor(map, asked),
        MapTargetKind.Port => OfPort(map, asked),
        MapTargetKind.Path => OfPath(map, MapLookup.BoundName(map, asked.Name), asked.Scheme),
        _ => [.. map.Ends.Where(end => end.Inode == asked.Number && end.Inode > 0)],
    };

    /// <summary>The descriptor's end: both ends of a pipe have one inode, and a process may have both.</summary>
    private static List<MapEnd> OfDescriptor(ProcessMap map, MapTarget asked)
    {
        var file = OpenFile.Of((int)Math.Min(asked.Number, int.MaxValue), asked.Descriptor);
        var held = map.Ends.Where(end => (file.Inode is { } inode ? end.Inode == inode : end.Name == file.Path)
            && end.Holders.Any(holder => (ulong)holder.Process.Id == asked.Number)).ToList();
        var exact = held.Where(end => end.Holders.Any(holder =>
            (ulong)holder.Process.Id == asked.Number && holder.Descriptor == asked.Descriptor)).ToList();
        return exact.Count > 0 ? exact : held;
    }

    /// <summary>Ends at the port, or else those that are connected to it on another machine.</summary>
    private static List<MapEnd> OfPort(ProcessMap map, MapTarget asked)
    {
        var sockets = map.Ends.Where(end => end.Socket is InternetSocketEntry
            && (asked.Scheme is null || end.Scheme == asked.Scheme)).ToList();
        var here = sockets.FindAll(end => ((InternetSocketEntry)end.Socket!).LocalName.Port == (int)asked.Number);
        return here.Count > 0
            ? here
            : sockets.FindAll(end => ((InternetSocketEntry)end.Socket!).RemoteName.Port == (int)asked.Number);
    }

    private static List<MapEnd> OfPath(ProcessMap map, string path, string? scheme) =>
    [
        .. map.Ends.Where(end => (end.Socket is UnixSocketEntry { Name: { } name } ? name == path : end.Name == path)
            && (scheme is null || end.Scheme == scheme)),
    ];
}
