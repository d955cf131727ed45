using System.Net;
using System.Net.NetworkInformation;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Diagnostics;

/// <summary>The sockets of this network namespace and who has them, as they were when they were read.</summary>
internal sealed class SocketOwnerTable
{
    private static readonly ProcessMapOptions Captured = new()
    {
        Pipes = false,
        Sockets = new()
        {
            Families = SocketFamilies.Tcp | SocketFamilies.Udp, TcpStatus = false, AllNamespaces = false,
        },
    };

    private readonly Dictionary<SocketOwnerKey, SocketOwner> _owners = [];
    private readonly HashSet<UInt128> _addresses = [];

    public static SocketOwnerTable Empty { get; } = new();

    public static SocketOwnerTable Read()
    {
        var table = new SocketOwnerTable();
        foreach (var end in ProcessMap.Capture(Captured).Ends)
        {
            if (end is { Socket: InternetSocketEntry socket, Holders: [var holder, ..] })
            {
                var owner = new SocketOwner(holder.Process.Id, holder.Process.Name);
                table._owners.TryAdd(SocketOwnerKey.Of(socket), owner);
            }
        }

        foreach (var address in NetworkInterface.GetAllNetworkInterfaces().SelectMany(
            each => each.GetIPProperties().UnicastAddresses))
        {
            table._addresses.Add(SocketOwnerKey.Number(address.Address));
        }

        return table;
    }

    /// <summary>
    /// The owner of a socket that is joined to the other end, or else of one that is bound to this one.
    /// </summary>
    public SocketOwner? Find(byte protocol, IPEndPoint local, IPEndPoint remote)
    {
        var key = new SocketOwnerKey(
            protocol, SocketOwnerKey.Number(local.Address), (ushort)local.Port, SocketOwnerKey.Number(remote.Address),
            (ushort)remote.Port);
        if (_owners.TryGetValue(key, out var joined))
        {
            return joined;
        }

        // A port that is bound here says nothing of another machine's.
        return _addresses.Contains(key.Local) || IPAddress.IsLoopback(local.Address) ? FindBound(key) : null;
    }

    private SocketOwner? FindBound(in SocketOwnerKey key)
    {
        foreach (var address in (ReadOnlySpan<UInt128>)[key.Local, SocketOwnerKey.AnyIpv4, UInt128.Zero])
        {
            foreach (var any in (ReadOnlySpan<UInt128>)[SocketOwnerKey.AnyIpv4, UInt128.Zero])
            {
                var bound = new SocketOwnerKey(key.Protocol, address, key.LocalPort, any, 0);
                if (_owners.TryGetValue(bound, out var owner))
                {
                    return owner;
                }
            }
        }

        return null;
    }
}
