using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Text;

/// <summary>Ends in the words of the map's lines, where the scheme stands in a column of its own.</summary>
internal sealed class EndText(RemoteNames names, bool withInodes, int mostHolders)
{
    private const int KernelPort = 0;

    /// <summary>The names of netlink's protocols (linux/netlink.h), from 0 on.</summary>
    private static readonly string[] NetlinkProtocols =
    [
        "route", "unused", "usersock", "firewall", "sock-diag", "nflog", "xfrm", "selinux", "iscsi", "audit",
        "fib-lookup", "connector", "netfilter", "ip6-fw", "dnrtmsg", "kobject-uevent", "generic", "dm", "scsitransport",
        "ecryptfs", "rdma", "crypto", "smc",
    ];

    /// <summary>The name; the inode of one that has none where those are wanted, else nothing.</summary>
    public string NameOf(MapEnd end) => end.Socket switch
    {
        NetlinkSocketEntry netlink => NameOf(netlink),
        { } socket when socket.LocalText.Length > 0 => Printable.Shorten(socket.LocalText),
        _ when end.Kind == MapEndKind.Remote => RemoteName(end),
        _ when end.Name is { Length: > 0 } name => Printable.Shorten(name),
        _ => withInodes && end.Inode > 0 ? $"#{end.Inode}" : "",
    };

    /// <summary>The name without the port, where the kernel chose it.</summary>
    public string NameOfAny(MapEnd end)
    {
        var name = NameOf(end);
        var isInternet = end.Socket is InternetSocketEntry || end.Kind == MapEndKind.Remote;
        return isInternet ? WithoutPort(name) : name;
    }

    /// <summary><c>127.0.0.1:*</c></summary>
    public static string WithoutPort(string name)
    {
        var colon = name.LastIndexOf(':');
        return colon > 0 ? string.Concat(name.AsSpan(0, colon), ":*") : name;
    }

    /// <summary>Who has it.</summary>
    public string HoldersOf(MapEnd end) =>
        end.Holders.Count > 0 ? MapLabel.Holders(end, mostHolders)
        : end.Socket is { State: SocketState.TimeWait } ? "(time-wait)"
        : end.Socket is NetlinkSocketEntry { PortId: KernelPort } ? "(kernel)"
        : MapLabel.Holders(end);

    /// <summary>Who has it beside a process that is named already; null for nobody.</summary>
    public string? OthersOf(MapEnd end, MapProcess process)
    {
        var others = end.Holders.Where(holder => holder.Process.Id != process.Id).ToList();
        if (others.Count == 0)
        {
            return null;
        }

        var named = string.Join(", ", others.Take(mostHolders).Select(holder => MapLabel.Of(holder.Process)));
        return others.Count > mostHolders ? $"{named} +{others.Count - mostHolders} more" : named;
    }

    private static string NameOf(NetlinkSocketEntry socket) =>
        (socket.Protocol < NetlinkProtocols.Length ? NetlinkProtocols[socket.Protocol] : $"{socket.Protocol}")
        + (socket.PortId == KernelPort ? "" : $":{socket.PortId}");

    private string RemoteName(MapEnd end)
    {
        var at = Printable.Shorten(end.Name ?? "");
        return names.Of(end) is { } host ? string.Concat(host, at.AsSpan(Math.Max(at.LastIndexOf(':'), 0))) : at;
    }
}
