using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Text;

/// <summary>
/// Which port of a connection that is over was the server's. Nobody knows any more, but a server most likely still
/// listens.
/// </summary>
internal sealed class PastNames(ProcessMap map)
{
    private readonly HashSet<int> _listening =
    [
        .. from end in map.Ends
           where end.Role == MapRole.Listener
           select end.Socket is InternetSocketEntry socket ? socket.LocalName.Port : 0,
    ];

    /// <summary>Both names, without ports that nobody listens at.</summary>
    public (string Own, string Other) KeyOf(MapEnd end) => end.Socket is InternetSocketEntry socket
        ? (KeyOf(socket.LocalName), KeyOf(socket.RemoteName))
        : (end.Socket?.LocalText ?? "", end.Socket?.RemoteText ?? "");

    private string KeyOf(InternetName name) =>
        _listening.Contains(name.Port) ? name.ToString() : EndText.WithoutPort(name.ToString());
}
