using System.Runtime.InteropServices;
using Soquete.Mapping.Processes;

namespace Soquete.Mapping.Joining;

/// <summary>Joins the ends of pipes and FIFOs, which nothing tells of but the processes that have them.</summary>
internal sealed class PipeJoiner(MapDraft draft)
{
    private readonly Dictionary<(ulong Device, ulong Inode), (int Reader, int Writer)> _pipes = [];

    /// <summary>The end that a process has open, made with the first that has it.</summary>
    public int EndOf(in HeldFile file) => EndOf(0, file, MapEndKind.Pipe, "pipe", null, isDeleted: false);

    /// <summary>The same for a FIFO.</summary>
    public int EndOf(in HeldFifo fifo) =>
        EndOf(fifo.Device, fifo.File, MapEndKind.Fifo, "fifo", fifo.Path, fifo.IsDeleted);

    /// <summary>Joins them, when all are there.</summary>
    public void Join()
    {
        foreach (var (reader, writer) in _pipes.Values)
        {
            if (reader != MapDraft.None && writer != MapDraft.None)
            {
                draft.Join(writer, reader, isOneWay: true);
            }
        }
    }

    private int EndOf(
        ulong device, in HeldFile file, MapEndKind kind, string scheme, string? name, bool isDeleted)
    {
        ref var pipe = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _pipes, (device, file.Inode), out var isThere);
        if (!isThere)
        {
            pipe = (MapDraft.None, MapDraft.None);
        }

        var isReader = file.Kind == HeldKind.Reader;
        ref var end = ref isReader ? ref pipe.Reader : ref pipe.Writer;
        if (end == MapDraft.None)
        {
            var role = isReader ? MapRole.Reader : MapRole.Writer;
            end = draft.Add(new OtherEnd(kind, scheme, file.Inode, name, role, isDeleted));
        }

        return end;
    }
}
