using Soquete.Mapping;
using Soquete.Mapping.Joining;
using Soquete.Mapping.Processes;
using Soquete.SocketTables;

namespace Soquete.Tests.Mapping.Support;

/// <summary>What was read of the kernel and of processes, put together by hand, to be joined.</summary>
internal sealed class HandMadeTable
{
    private const int FirstDescriptor = 3;

    private readonly List<SocketEntry> _sockets = [];
    private readonly List<TableGap> _gaps = [];
    private readonly List<LocalAddress> _addresses = [];
    private readonly List<MapProcess?> _processes = [];
    private readonly List<HeldFile> _files = [];
    private readonly List<HeldFifo> _fifos = [];

    /// <summary>Whether all sockets were asked for.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>A socket, and the processes that have it open, which are made with their first one.</summary>
    public HandMadeTable With(SocketEntry socket, params string[] holders)
    {
        _sockets.Add(socket);
        foreach (var holder in holders)
        {
            Holding(holder, socket.Inode);
        }

        return this;
    }

    /// <summary>A process that has something open, whether the table has it or not.</summary>
    public HandMadeTable Holding(string process, ulong inode, HeldKind kind = HeldKind.Socket)
    {
        _files.Add(FileOf(process, inode, kind));
        return this;
    }

    public HandMadeTable HoldingFifo(string process, ulong inode, HeldKind kind, ulong device, string path)
    {
        _fifos.Add(new HeldFifo(device, FileOf(process, inode, kind), path, IsDeleted: false));
        return this;
    }

    /// <summary>A process whose descriptors nobody may read.</summary>
    public HandMadeTable WithHidden(string process)
    {
        _processes.Add(new MapProcess { Id = _processes.Count + 1, Name = process, IsReadable = false });
        return this;
    }

    /// <summary>A process that went before more than its descriptors was read.</summary>
    public HandMadeTable WithGone(ulong inode)
    {
        _processes.Add(null);
        _files.Add(new HeldFile(inode, _processes.Count - 1, FirstDescriptor, HeldKind.Socket));
        return this;
    }

    public HandMadeTable WithGap(string what, string reason)
    {
        _gaps.Add(new TableGap(what, reason));
        return this;
    }

    /// <summary>An interface's, whatever its port is.</summary>
    public HandMadeTable WithAddress(ulong space, InternetName name)
    {
        _addresses.Add(new LocalAddress(space, name));
        return this;
    }

    public ProcessMap Join() => MapJoiner.Join(
        new SocketTable(_sockets, _gaps) { Addresses = _addresses },
        new ScannedProcesses([.. _processes], _files, _fifos),
        new FreePorts(32768, 60999), DateTimeOffset.UnixEpoch, IsWhole);

    /// <summary>Joins it, and checks that these are the edges, and no others.</summary>
    public ProcessMap AssertEdges(params string[] expected)
    {
        var map = Join();
        Assert.Equal(
            expected.Order(StringComparer.Ordinal), map.Edges.Select(TextOf).Order(StringComparer.Ordinal));
        return map;
    }

    /// <summary><c>client tcp Connected -> server tcp Accepted</c>.</summary>
    private static string TextOf(MapEdge edge)
    {
        var arrow = edge.IsWaiting ? "~>" : edge.IsOneWay ? "=>" : edge.IsDirected ? "->" : "--";
        return $"{TextOf(edge.From)} {arrow} {TextOf(edge.To)}";
    }

    private static string TextOf(MapEnd end) => end.Kind is MapEndKind.Remote or MapEndKind.Unseen
        ? $"{end.Kind} {end.Scheme} {end.Name}"
        : $"{HoldersOf(end)} {end.Scheme} {end.Role}";

    private static string HoldersOf(MapEnd end) => end.Holders.Count == 0
        ? MapLabel.Holders(end)
        : string.Join('+', end.Holders.Select(holder => holder.Process.Name));

    private HeldFile FileOf(string process, ulong inode, HeldKind kind)
    {
        var place = _processes.FindIndex(each => each?.Name == process);
        if (place < 0)
        {
            place = _processes.Count;
            _processes.Add(new MapProcess { Id = place + 1, Name = process });
        }

        return new HeldFile(inode, place, FirstDescriptor + _files.Count + _fifos.Count, kind);
    }
}
