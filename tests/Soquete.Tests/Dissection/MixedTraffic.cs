using System.Net;
using System.Text;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Dissection;

/// <summary>
/// What people see on a link: web pages, names, pings, errors, neighbours, groups, resets; between two namespaces,
/// written down by tcpdump.
/// </summary>
internal static class MixedTraffic
{
    private const string Last = "the very last one";

    /// <summary>With its own, tcpdump has room for a few packets only, and loses some on a busy machine.</summary>
    private const string BufferKilobytes = "32768";

    private const string Server = """
        import socket, struct, sys, threading
        DATA = {1: b'\xc0\x00\x02\x01', 28: socket.inet_pton(socket.AF_INET6, '2001:db8::1'),
                15: b'\0\x0a\4mail\xc0\x0c', 16: b'\5hello', 12: b'\4host\xc0\x0c', 33: b'\0\1\0\2\0\x50\3www\xc0\x0c'}
        def web(listener):
            while True:
                peer = listener.accept()[0]
                try:
                    peer.recv(4096)
                    peer.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n' + b'x' * 5000)
                except OSError: pass
                peer.close()
        def answer(query):
            end = query.index(b'\0', 12) + 5
            kind = struct.unpack('>H', query[end - 4:end - 2])[0]
            data = DATA.get(kind)
            head = query[:2] + struct.pack('>HHHHH', 0x8180 if data else 0x8183, 1, 1 if data else 0, 0, 0)
            record = b'\xc0\x0c' + struct.pack('>HHIH', kind, 1, 60, len(data)) + data if data else b''
            return head + query[12:end] + record
        def names(receiver):
            while True:
                query, peer = receiver.recvfrom(2000)
                receiver.sendto(answer(query), peer)
        def names_by_stream(listener):
            while True:
                peer = listener.accept()[0]
                reply = answer(peer.recv(2000)[2:])
                peer.sendall(struct.pack('>H', len(reply)) + reply)
                peer.close()
        def listen(port):
            listener = socket.create_server(('::', port), family=socket.AF_INET6, dualstack_ipv6=True)
            return listener
        receiver = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        receiver.bind(('::', 53))
        for part, end in ((web, listen(80)), (names, receiver), (names_by_stream, listen(53))):
            threading.Thread(target=part, args=(end,), daemon=True).start()
        print('ready', flush=True)
        sys.stdin.read()
        """;

    private const string Client = """
        import socket, struct, sys
        def query(kind, name=b'example', klass=1):
            return (b'\x12\x34\1\0\0\1\0\0\0\0\0\0' + bytes([len(name)]) + name + b'\3org\0'
                    + struct.pack('>HH', kind, klass))
        def ask(family, address, message):
            asking = socket.socket(family, socket.SOCK_DGRAM)
            asking.settimeout(30)
            asking.sendto(message, (address, 53))
            asking.recv(2000)
        def web(address):
            page = socket.create_connection((address, 80))
            page.sendall(b'GET /index.html HTTP/1.1\r\nHost: there\r\n\r\n')
            while page.recv(65536): pass
            page.close()
            reset = socket.create_connection((address, 80))
            reset.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            reset.close()
            try: socket.create_connection((address, 81))
            except OSError: pass
        device = socket.if_nametoindex('left0')
        for address in sys.argv[1:]:
            family = socket.AF_INET6 if ':' in address else socket.AF_INET
            for kind in (1, 28, 15, 16, 12, 33, 43): ask(family, address, query(kind))
            ask(family, address, query(1, b'odd \x01\xff.name'))
            ask(family, address, query(16, klass=3))
            web(address)
            lonely = socket.socket(family, socket.SOCK_DGRAM)
            lonely.sendto(b'nobody', (address, 9999))
            lonely.sendto(b'x' * 3000, (address, 9998))
            stream = socket.create_connection((address, 53))
            stream.sendall(struct.pack('>H', 29) + query(1))
            stream.recv(2000)
            stream.close()
        group = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        member = struct.pack('4s4si', socket.inet_aton('239.1.2.3'), bytes(4), device)
        group.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
        group.setsockopt(socket.IPPROTO_IP, socket.IP_DROP_MEMBERSHIP, member)
        group6 = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        member6 = socket.inet_pton(socket.AF_INET6, 'ff05::77') + struct.pack('I', device)
        group6.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, member6)
        group6.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_LEAVE_GROUP, member6)
        many = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        many.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, struct.pack('4s4si', bytes(4), bytes(4), device))
        many.sendto(query(12, b'_http'), ('224.0.0.251', 5353))
        many.sendto(query(12, b'_http', 0x8001), ('224.0.0.251', 5353))
        own = socket.socket(socket.AF_INET, socket.SOCK_RAW, 253)
        own.sendto(b'a protocol of our own', (sys.argv[1], 0))
        """;

    /// <summary>Makes the traffic.</summary>
    /// <param name="path">The file of the frames on the link.</param>
    /// <param name="options">Further options of tcpdump.</param>
    public static async Task RecordAsync(string path, params string[] options)
    {
        await using var pair = await VethPair.CreateAsync();
        string[] addresses = [pair.Right.IPv4.ToString(), pair.Right.IPv6.ToString()];
        await using var capturing = pair.Left.Namespace.Start(
            "tcpdump",
            [
                "-Z", "root", "-U", "--immediate-mode", "-s", "65535", "-B", BufferKilobytes,
                "-i", pair.Left.Interface, "-w", path, .. options,
            ]);
        await capturing.LineAsync("listening on");
        await using var server = pair.Right.Namespace.Start("python3", "-c", Server);
        await server.LineAsync("ready");
        await using var client = pair.Left.Namespace.Start("python3", ["-c", Client, .. addresses]);
        await client.EndAsync(0);
        var nobody = new IPAddress([.. pair.Right.IPv4.GetAddressBytes()[..3], 200]);
        await using var others = pair.Left.Namespace.StartScript(
            $"for to in {addresses[0]} {addresses[1]}; do ping -c 2 -i 0.1 $to; ping -c 1 -s 3000 $to; "
            + $"traceroute -n -q 1 -m 1 -w 1 $to; done; arping -c 1 -I {pair.Left.Interface} {addresses[0]}; "
            + $"ping -c 1 -W 1 {nobody}; printf '{Last}' > /dev/udp/{addresses[0]}/9997");
        await others.EndAsync(0);
        await Eventually.HoldsAsync(() => File.ReadAllText(path, Encoding.Latin1).Contains(Last));
        await Child.RunAsync($"kill -INT {capturing.Id}");
        await capturing.EndAsync(0);
    }
}
