using System.Text;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Wire;

/// <summary>
/// Conversations of many kinds between two namespaces whose devices compute no checksums, so that the kernel's own are
/// on the link, written down by tcpdump with Ethernet headers and with cooked ones.
/// </summary>
internal static class KernelTraffic
{
    private const string Last = "the last packet";

    /// <summary>Echoes what comes over TCP and UDP, over both versions of IP.</summary>
    private const string Server = """
        import socket, sys, threading
        def echo(connection):
            while data := connection.recv(65536):
                connection.sendall(data)
            connection.close()
        def accept(listener):
            while True:
                threading.Thread(target=echo, args=(listener.accept()[0],), daemon=True).start()
        def answer(receiver):
            while True:
                data, peer = receiver.recvfrom(65536)
                receiver.sendto(data, peer)
        for address in sys.argv[1:]:
            family = socket.AF_INET6 if ':' in address else socket.AF_INET
            listener = socket.socket(family, socket.SOCK_STREAM)
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_FASTOPEN, 16)
            listener.bind((address, 7000))
            listener.listen(8)
            receiver = socket.socket(family, socket.SOCK_DGRAM)
            receiver.bind((address, 7001))
            for part, end in ((accept, listener), (answer, receiver)):
                threading.Thread(target=part, args=(end,), daemon=True).start()
        print('ready', flush=True)
        sys.stdin.read()
        """;

    /// <summary>
    /// Fast open twice (the cookie comes with the first), an urgent byte, datagrams of odd and even lengths, in one
    /// piece and in fragments, to a closed port, without a checksum, and behind each extension header that a socket may
    /// send.
    /// </summary>
    private const string Client = """
        import socket, sys
        MSG_FASTOPEN, SO_NO_CHECK, IPV6_HOPOPTS, IPV6_RTHDR, IPV6_DSTOPTS = 0x20000000, 11, 54, 57, 59
        def stream(family, address):
            connection = socket.socket(family, socket.SOCK_STREAM)
            connection.sendto(b'fast', MSG_FASTOPEN, (address, 7000))
            connection.sendall(b'x' * 20001)
            left = 20005
            while left:
                left -= len(connection.recv(65536))
            connection.send(b'!', socket.MSG_OOB)
            connection.close()
        def datagrams(family, address):
            sender = socket.socket(family, socket.SOCK_DGRAM)
            sender.settimeout(30)
            for length in (0, 1, 2, 5, 100, 1471, 3001):
                sender.sendto(b'u' * length, (address, 7001))
                assert len(sender.recvfrom(65536)[0]) == length
            sender.sendto(b'nobody', (address, 9999))
        def without_checksum(address):
            sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            sender.setsockopt(socket.SOL_SOCKET, SO_NO_CHECK, 1)
            sender.sendto(b'no checksum', (address, 7001))
        def extensions(address):
            sender = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
            route = bytes([0, 2, 4, 0, 0, 0, 0, 0]) + socket.inet_pton(socket.AF_INET6, address)
            for option, header in ((IPV6_DSTOPTS, bytes([0, 0, 1, 4, 0, 0, 0, 0])),
                                   (IPV6_HOPOPTS, bytes([0, 0, 5, 2, 0, 0, 1, 0])), (IPV6_RTHDR, route)):
                sender.setsockopt(socket.IPPROTO_IPV6, option, header)
                sender.sendto(b'behind', (address, 7001))
        for address in sys.argv[1:]:
            family = socket.AF_INET6 if ':' in address else socket.AF_INET
            stream(family, address)
            stream(family, address)
            datagrams(family, address)
        without_checksum(sys.argv[1])
        extensions(sys.argv[2])
        """;

    /// <summary>Makes the traffic.</summary>
    /// <param name="ethernet">The file of the frames on the link.</param>
    /// <param name="cooked">The file of the packets of every interface of one namespace.</param>
    public static async Task RecordAsync(string ethernet, string cooked)
    {
        await using var pair = await VethPair.CreateAsync();
        await PrepareAsync(pair.Left);
        await PrepareAsync(pair.Right);
        string[] addresses = [pair.Right.IPv4.ToString(), pair.Right.IPv6.ToString()];
        await using var server = pair.Right.Namespace.Start("python3", ["-c", Server, .. addresses]);
        await server.LineAsync("ready");
        await using var first = await TcpdumpAsync(pair.Right, pair.Right.Interface, "EN10MB", ethernet);
        await using var second = await TcpdumpAsync(pair.Right, "any", "LINUX_SLL2", cooked);
        await using var client = pair.Left.Namespace.Start("python3", ["-c", Client, .. addresses]);
        await client.EndAsync(0);
        // -R records the route, -T takes the time on the way; 3,000 bytes come in fragments.
        await using var pings = pair.Left.Namespace.StartScript(
            $"set -e; ping -c 1 -R {addresses[0]}; ping -c 1 -T tsonly {addresses[0]}; "
            + $"for to in {addresses[0]} {addresses[1]}; do ping -c 1 -Q 0xb9 -s 3000 $to; done; "
            + $"printf '{Last}' > /dev/udp/{addresses[0]}/7001");
        await pings.EndAsync(0);
        foreach (var (capturing, path) in new[] { (first, ethernet), (second, cooked) })
        {
            await Eventually.HoldsAsync(() => File.ReadAllText(path, Encoding.Latin1).Contains(Last));
            await Child.RunAsync($"kill -INT {capturing.Id}");
            await capturing.EndAsync(0);
        }
    }

    private static async Task PrepareAsync(LinkEnd end)
    {
        await using var settings = end.Namespace.StartScript(
            $"set -e; ethtool -K {end.Interface} tx off gso off tso off gro off; "
            + "echo 3 > /proc/sys/net/ipv4/tcp_fastopen");
        await settings.EndAsync(0);
    }

    private static async Task<Child> TcpdumpAsync(LinkEnd end, string device, string linkType, string path)
    {
        var capturing = end.Namespace.Start(
            // With its own buffer it has room for a few packets only.
            "tcpdump", "-Z", "root", "-U", "--immediate-mode", "-s", "65535", "-B", "32768",
            "-i", device, "-y", linkType, "-w", path);
        await capturing.LineAsync("listening on");
        return capturing;
    }
}
