using Soquete.Mapping.Processes;

namespace Soquete.Mapping.Joining;

/// <summary>Which processes have each end open.</summary>
/// <remarks>Holders are counted first, so that each end gets one array of the right length.</remarks>
internal sealed class HolderTable
{
    private readonly MapHolder[]?[] _holders;

    /// <summary>Finds the ends of what processes have open, and adds those of pipes to the draft.</summary>
    /// <param name="draft">The ends.</param>
    /// <param name="scanned">The processes.</param>
    /// <param name="left">The inodes of sockets that are no ends, and not missed.</param>
    public HolderTable(MapDraft draft, ScannedProcesses scanned, IReadOnlySet<uint> left)
    {
        var pipes = new PipeJoiner(draft);
        var ends = new int[scanned.Files.Count + scanned.Fifos.Count];
        var place = 0;
        foreach (var file in scanned.Files)
        {
            ends[place++] = scanned.Processes[file.Process] is null ? MapDraft.None
                : file.Kind != HeldKind.Socket ? pipes.EndOf(file)
                : SocketOf(draft, file.Inode, left);
        }

        foreach (var fifo in scanned.Fifos)
        {
            ends[place++] = scanned.Processes[fifo.File.Process] is null ? MapDraft.None : pipes.EndOf(fifo);
        }

        pipes.Join();
        _holders = Fill(draft.EndCount, ends, scanned);
    }

    /// <summary>Descriptors of sockets that the table has not.</summary>
    public int UnknownSockets { get; private set; }

    public IReadOnlyList<MapHolder> Of(int end) => end < _holders.Length ? _holders[end] ?? [] : [];

    /// <summary>Whether one process has both open.</summary>
    public bool HaveCommon(int end, int other)
    {
        foreach (var holder in Of(end))
        {
            foreach (var second in Of(other))
            {
                if (ReferenceEquals(holder.Process, second.Process))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private int SocketOf(MapDraft draft, ulong inode, IReadOnlySet<uint> left)
    {
        var end = draft.OfInode(inode);
        UnknownSockets += end == MapDraft.None && !left.Contains((uint)inode) ? 1 : 0;
        return end;
    }

    private static MapHolder[]?[] Fill(int endCount, int[] ends, ScannedProcesses scanned)
    {
        var counts = new int[endCount];
        foreach (var end in ends)
        {
            if (end != MapDraft.None)
            {
                counts[end]++;
            }
        }

        var holders = new MapHolder[]?[endCount];
        for (var place = 0; place < ends.Length; place++)
        {
            var end = ends[place];
            if (end == MapDraft.None)
            {
                continue;
            }

            var file = place < scanned.Files.Count
                ? scanned.Files[place]
                : scanned.Fifos[place - scanned.Files.Count].File;
            var own = holders[end] ??= new MapHolder[counts[end]];
            own[own.Length - counts[end]--] = new MapHolder(scanned.Processes[file.Process]!, file.Descriptor);
        }

        foreach (ref var own in holders.AsSpan())
        {
            own = own is { Length: > 1 } ? Once(own) : own;
        }

        return holders;
    }

    /// <summary>By the numbers of the processes, and of several descriptors of one the lowest.</summary>
    private static MapHolder[] Once(MapHolder[] holders)
    {
        Array.Sort(holders, (one, other) => one.Process.Id != other.Process.Id
            ? one.Process.Id.CompareTo(other.Process.Id)
            : one.Descriptor.CompareTo(other.Descriptor));
        var count = 1;
        foreach (var holder in holders)
        {
            if (!ReferenceEquals(holder.Process, holders[count - 1].Process))
            {
                holders[count++] = holder;
            }
        }

        return count == holders.Length ? holders : holders[..count];
    }
}
