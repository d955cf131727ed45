using Soquete.Mapping;

namespace Soquete.Cli.Map.Text;

/// <summary>A map as blocks: processes in their order, then what no process has.</summary>
/// <remarks>What came along with the ends that were asked for stands in their lines, and has none of its own.</remarks>
internal sealed class MapBlocks(MapPart part, EndText text, bool withAll)
{
    private const string Kernel = "(kernel)";

    private readonly ProcessMap _map = part.Map;

    public IEnumerable<MapBlock> InOrder(MapOrder order)
    {
        foreach (var process in Ordered(_map.Processes.Where(IsShown), order))
        {
            var ends = _map.EndsOf(process).Where(end => !end.CameAlong).ToList();
            if (ends.Count > 0)
            {
                yield return new MapBlock(process, MapLabel.Of(process), ends);
            }
        }

        if (!part.Selection.IsOfProcesses)
        {
            foreach (var nobodys in WithoutProcess())
            {
                yield return nobodys;
            }
        }
    }

    /// <summary>Who looks is in the picture, and seldom meant.</summary>
    private bool IsShown(MapProcess process) =>
        part.Selection.Takes(process)
        && (process.Id != Environment.ProcessId || withAll || part.Selection.IsOfProcesses);

    private IEnumerable<MapBlock> WithoutProcess() =>
        from end in _map.Ends
        where end.Kind is not (MapEndKind.Remote or MapEndKind.Unseen) && end.Holders.Count == 0 && !end.CameAlong
        let holder = text.HoldersOf(end)
        // Who waits in a backlog stands with the listener.
        where holder != "(backlog)" && (withAll || holder != Kernel)
        group end by holder into nobodys
        orderby nobodys.Key
        select new MapBlock(null, nobodys.Key, [.. nobodys]);

    private IEnumerable<MapProcess> Ordered(IEnumerable<MapProcess> processes, MapOrder order) => order switch
    {
        MapOrder.Pid => processes.OrderBy(process => process.Id),
        MapOrder.Edges => processes.OrderByDescending(
            process => _map.EndsOf(process).Sum(end => _map.EdgesOf(end).Count)).ThenBy(process => process.Id),
        MapOrder.Queue => processes.OrderByDescending(
            process => _map.EndsOf(process).Max(QueueOf)).ThenBy(process => process.Id),
        _ => processes.OrderBy(process => process.Name, StringComparer.Ordinal).ThenBy(process => process.Id),
    };

    private static long QueueOf(MapEnd end) =>
        end.Socket is null or { IsListening: true } ? 0 : Math.Max(end.Socket.ReceiveQueue, end.Socket.SendQueue);
}
