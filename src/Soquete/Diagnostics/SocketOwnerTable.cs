using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using Soquete.Wire.Internet;

namespace Soquete.Diagnostics;

/// <summary>The sockets of this network namespace and who has them, as they were when they were read.</summary>
internal sealed class SocketOwnerTable
{
    private const int AddressColumn = 1;
    private const int RemoteColumn = 2;
    private const int InodeColumn = 9;

    private readonly Dictionary<SocketOwnerKey, SocketOwner> _owners = [];
    private readonly HashSet<UInt128> _addresses = [];

    public static SocketOwnerTable Empty { get; } = new();

    public static SocketOwnerTable Read()
    {
        var table = new SocketOwnerTable();
        var inodes = new Dictionary<ulong, List<SocketOwnerKey>>();
        ReadSockets("tcp", IpProtocol.Tcp, inodes);
        ReadSockets("tcp6", IpProtocol.Tcp, inodes);
        ReadSockets("udp", IpProtocol.Udp, inodes);
        ReadSockets("udp6", IpProtocol.Udp, inodes);
        SocketOwnerProcesses.Read(inodes.ContainsKey, (inode, owner) =>
        {
            foreach (var key in inodes[inode])
            {
                table._owners.TryAdd(key, owner);
            }
        });
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

    private static void ReadSockets(string name, byte protocol, Dictionary<ulong, List<SocketOwnerKey>> inodes)
    {
        foreach (var line in Lines($"/proc/self/net/{name}").Skip(1))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > InodeColumn
                && ulong.TryParse(words[InodeColumn], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
                && inode != 0
                && SocketOwnerKey.TryParse(protocol, words[AddressColumn], words[RemoteColumn], out var key))
            {
                if (!inodes.TryGetValue(inode, out var keys))
                {
                    inodes[inode] = keys = [];
                }

                keys.Add(key);
            }
        }
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (IOException)
        {
            // A kernel without IPv6 has no such table.
            return [];
        }
    }
}
