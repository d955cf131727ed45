using Soquete.SocketTables;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.SocketTables;

/// <summary>
/// A process with sockets of every family and state that stays, in a namespace of its own, and the table of them.
/// </summary>
public sealed class SocketZoo : IAsyncLifetime
{
    private const string Script = """
        import os, socket, sys, time
        os.chdir(sys.argv[1])
        kept = []
        def make(*kind):
            s = socket.socket(*kind); kept.append(s); return s
        def listener(backlog, *name, family=socket.AF_INET):
            s = make(family); s.bind(name); s.listen(backlog); return s
        def connection(to, family=socket.AF_INET):
            c = make(family); c.connect(to.getsockname()[:2]); a, _ = to.accept(); kept.append(a); return c, a
        # TCP: established with unread data, half-closed both ways, waiting after the end, an orphan.
        plain = listener(9, '127.0.0.1', 5000)
        c, a = connection(plain); c.sendall(b'x' * 1000); a.sendall(b'y' * 10)
        c, a = connection(plain); c.shutdown(socket.SHUT_WR)
        c, a = connection(plain); c.close(); a.close()
        c, a = connection(plain); c.close()
        # A backlog that is full, and somebody who does not get in; and one who has said nothing yet.
        full = listener(1, '127.0.0.1', 5001)
        for i in range(2): make().connect(('127.0.0.1', 5001))
        late = make(); late.setblocking(False); late.connect_ex(('127.0.0.1', 5001))
        deferred = make(); deferred.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 600)
        deferred.bind(('127.0.0.1', 5002)); deferred.listen(4); make().connect(('127.0.0.1', 5002))
        # IPv6, alone and for both.
        six = make(socket.AF_INET6); six.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        six.bind(('::1', 5003)); six.listen(3); connection(six, socket.AF_INET6)
        both = make(socket.AF_INET6); both.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        both.bind(('::', 5004)); both.listen(3); make().connect(('127.0.0.1', 5004)); kept.append(both.accept()[0])
        make().bind(('127.0.0.1', 5005))
        # UDP: bound with something to read, connected, over IPv6.
        u = make(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('127.0.0.1', 6000))
        v = make(socket.AF_INET, socket.SOCK_DGRAM); v.connect(('127.0.0.1', 6000)); v.send(b'123')
        w = make(socket.AF_INET6, socket.SOCK_DGRAM); w.bind(('::', 6001))
        w.setsockopt(socket.SOL_SOCKET, socket.SO_MARK, 77)
        make(socket.AF_INET, socket.SOCK_RAW, 253).bind(('127.0.0.1', 0))
        make(socket.AF_INET6, socket.SOCK_RAW, 254)
        # The unix domain: every type, every kind of name.
        p = make(socket.AF_UNIX); p.bind(sys.argv[1] + '/listener'); p.listen(7)
        m = make(socket.AF_UNIX); m.connect(sys.argv[1] + '/listener'); kept.append(p.accept()[0])
        make(socket.AF_UNIX).connect(sys.argv[1] + '/listener')
        make(socket.AF_UNIX, socket.SOCK_DGRAM).bind('relative')
        make(socket.AF_UNIX, socket.SOCK_DGRAM).bind('@looks-abstract')
        make(socket.AF_UNIX, socket.SOCK_SEQPACKET).bind(b'\0a\0b\xff')
        d = make(socket.AF_UNIX, socket.SOCK_DGRAM); d.connect('relative'); d.send(b'1234567')
        e, f = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET); kept += [e, f]; e.send(b'12345')
        g, h = socket.socketpair(); kept += [g, h]; g.shutdown(socket.SHUT_WR)
        make(socket.AF_UNIX)
        # Below, and beside.
        make(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x88b5)).bind(('lo', 0x88b5))
        make(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))
        make(socket.AF_NETLINK, socket.SOCK_RAW, 0).bind((0, 1))
        time.sleep(0.3)
        print('ready', flush=True)
        sys.stdin.read()
        """;

    private NetworkNamespace? _inside;
    private Child? _process;

    internal NetworkNamespace Inside => _inside!;

    /// <summary>Where its paths are.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("sq-").FullName;

    /// <summary>What the library tells of it.</summary>
    public SocketTable Table { get; private set; } = new([]);

    internal int Process => _process!.Id;

    public async Task InitializeAsync()
    {
        if (new RootFactAttribute().Skip is not null)
        {
            return;
        }

        _inside = await NetworkNamespace.CreateAsync();
        _process = _inside.Start("python3", "-c", Script, Folder);
        await _process.LineAsync("ready");
        Table = Tables.Inside(_inside);
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (_inside is not null)
        {
            await _inside.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
