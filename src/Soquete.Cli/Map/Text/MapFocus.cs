using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Text;

/// <summary>
/// Which ends of a part have a line of their own: those that were asked for. What they are joined to stands in their
/// lines.
/// </summary>
internal sealed class MapFocus(ProcessMap map, MapSelection selection)
{
    public bool Has(MapProcess process) =>
        (selection.ProcessIds is null || selection.ProcessIds.Contains(process.Id))
        && (selection.ProcessName is null || selection.ProcessName == process.Name)
        && (selection.UserId is null || selection.UserId == process.UserId);

    public bool Has(MapEnd end) =>
        (selection.States is null || (end.Socket is { } socket && selection.States.Contains(socket.State)))
        && (selection.Schemes is null || selection.Schemes.Contains(end.Scheme))
        && (selection.NetworkNamespace is null || end.Socket?.NetworkNamespace == selection.NetworkNamespace)
        && (selection.Inode is null || end.Inode == selection.Inode)
        && (selection.Path is null || IsBoundTo(end, selection.Path))
        && (selection.Port is null || IsOfPort(end, selection.Port.Value))
        && (!selection.Listening || end.Role is MapRole.Listener or MapRole.Bound)
        && (!selection.Problems || end.Problems.Count > 0);

    /// <summary>Whether processes are asked for, so that ends that nobody has are not meant.</summary>
    public bool IsOfProcesses =>
        selection.ProcessIds is not null || selection.ProcessName is not null || selection.UserId is not null;

    private static bool IsBoundTo(MapEnd end, string path) => end.Socket?.LocalText == path || end.Name == path;

    /// <summary>The end at this port; a client's end where the other one is not here.</summary>
    private bool IsOfPort(MapEnd end, int port) => end.Socket is InternetSocketEntry socket
        && (socket.LocalName.Port == port || (socket.RemoteName.Port == port && !map.EdgesOf(end).Any(
            edge => (ReferenceEquals(edge.From, end) ? edge.To : edge.From).Socket is InternetSocketEntry)));
}
