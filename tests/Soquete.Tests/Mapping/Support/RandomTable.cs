using System.Globalization;
using System.Net.Sockets;
using Soquete.Mapping.Processes;
using Soquete.SocketTables;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Support;

/// <summary>
/// Tables of chance, of so few names and numbers that they meet: in ways that the kernel means, and in others that a
/// reading can have that was not of one moment.
/// </summary>
internal static class RandomTable
{
    private const int MostSockets = 24;
    private const int Inodes = 30;

    private static readonly string[] Addresses =
        ["127.0.0.1", "127.0.0.2", "0.0.0.0", "10.0.0.1", "10.0.0.2", "::", "::1", "fd00::1", "::ffff:127.0.0.1"];

    private static readonly int[] Ports = [0, 1, 80, 40000, 40001, 65535];
    private static readonly SocketState[] States = Enum.GetValues<SocketState>();

    public static HandMadeTable Of(Random random)
    {
        var table = new HandMadeTable { IsWhole = random.Coin() };
        for (var i = random.Next(MostSockets); i > 0; i--)
        {
            var socket = Socket(random);
            table.With(socket, [.. Enumerable.Range(0, random.Next(3)).Select(_ => Process(random))]);
            if (random.Next(10) == 0)
            {
                // In both halves of a dump, of which the second may find it in another state.
                table.With(socket);
            }
        }

        for (var i = random.Next(8); i > 0; i--)
        {
            Hold(table, random);
            table.WithAddress((ulong)random.Next(1, 4), Name(random));
        }

        return table;
    }

    private static string Process(Random random) => random.Pick("a", "b", "c", "d");

    private static void Hold(HandMadeTable table, Random random)
    {
        var (inode, kind) = ((ulong)random.Next(Inodes), random.Pick(HeldKind.Reader, HeldKind.Writer));
        switch (random.Next(5))
        {
            case 0:
                table.WithHidden(Process(random) + "-hidden");
                break;
            case 1:
                table.WithGone(inode);
                break;
            case 2:
                table.HoldingFifo(Process(random), inode, kind, (ulong)random.Next(2), "/fifo");
                break;
            default:
                table.Holding(Process(random), inode, random.Next(3) == 0 ? HeldKind.Socket : kind);
                break;
        }
    }

    private static SocketEntry Socket(Random random)
    {
        var (inode, cookie) = ((uint)random.Next(Inodes), (ulong)random.Next(Inodes));
        var (space, state) = ((ulong)random.Next(1, 4), random.Coin() ? SocketState.Established : random.Pick(States));
        switch (random.Next(12))
        {
            case < 5:
                var family = random.Pick(
                    SocketFamilies.Tcp, SocketFamilies.Tcp, SocketFamilies.Mptcp, SocketFamilies.Udp,
                    SocketFamilies.Raw);
                return new InternetSocketEntry(family, Name(random), Name(random))
                {
                    Inode = inode, Cookie = cookie, NetworkNamespace = space, State = state,
                    IsIPv6Only = random.Coin(), Type = SocketType.Stream,
                    IsSubflow = family == SocketFamilies.Tcp && random.Next(9) == 0,
                };
            case < 10:
                return new UnixSocketEntry
                {
                    // The kernel tells of none without a number.
                    Inode = inode + 1, Cookie = cookie, NetworkNamespace = space, State = state,
                    PeerInode = (uint)random.Next(Inodes), Name = random.Pick(null, null, "@x", "/x", "/y"),
                    Type = random.Pick(SocketType.Stream, SocketType.Stream, SocketType.Dgram, SocketType.Seqpacket),
                    Waiting = [.. Enumerable.Range(0, random.Next(3)).Select(_ => (uint)random.Next(Inodes))],
                };
            case 10:
                return new VsockSocketEntry
                {
                    Inode = inode, Cookie = cookie, State = state, Local = End(random), Remote = End(random),
                    Type = SocketType.Stream,
                };
            default:
                return random.Coin()
                    ? new PacketSocketEntry { Inode = inode, Cookie = cookie, NetworkNamespace = space }
                    : new NetlinkSocketEntry { Inode = inode, Cookie = cookie, NetworkNamespace = space };
        }
    }

    private static (uint Context, uint Port) End(Random random) =>
        (random.Pick(1u, 3u), random.Pick(80u, 1000u, uint.MaxValue));

    private static InternetName Name(Random random)
    {
        var (address, port) = (random.Pick(Addresses), random.Pick(Ports));
        return MapBuilder.Name(string.Create(
            CultureInfo.InvariantCulture, $"{(address.Contains(':') ? $"[{address}]" : address)}:{port}"));
    }
}
