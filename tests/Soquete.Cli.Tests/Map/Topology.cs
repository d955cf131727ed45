using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Map;

/// <summary>Processes that talk in ways that are known, made by python3 for one test.</summary>
internal sealed class Topology : IAsyncDisposable
{
    /// <summary>
    /// A server with a unix and a TCP listener, two clients at each, and one at the unix socket that is not accepted;
    /// a pair; a client that writes until nothing fits any more. Everything is in two processes.
    /// </summary>
    private const string Script =
        """
        import os, socket, sys
        folder, name, far = sys.argv[1:4]
        def called(name): open('/proc/self/comm', 'w').write(name)
        unix = socket.socket(socket.AF_UNIX)
        unix.bind(folder + '/app.sock')
        unix.listen(7)
        tcp = socket.socket()
        tcp.bind(('127.0.0.1', 0))
        tcp.listen(9)
        here, there = socket.socketpair()
        if os.fork() == 0:
            called(far)
            here.close()
            clients = []
            for address in [folder + '/app.sock'] * 2:
                clients.append(socket.socket(socket.AF_UNIX))
                clients[-1].connect(address)
            port = tcp.getsockname()[1]
            clients += [socket.create_connection(('127.0.0.1', port)) for i in range(2)]
            unix.close()
            tcp.close()
            clients[0].setblocking(False)
            try:
                while True: clients[0].send(b'x' * 4096)
            except BlockingIOError: pass
            there.send(b'.')
            there.recv(1)
            os._exit(0)
        called(name)
        there.close()
        accepted = [unix.accept() for i in range(2)] + [tcp.accept() for i in range(2)]
        here.recv(1)
        late = socket.socket(socket.AF_UNIX)
        late.connect(folder + '/app.sock')
        print('ready', os.getpid(), tcp.getsockname()[1], here.fileno(), accepted[2][0].fileno(), file=sys.stderr,
            flush=True)
        sys.stdin.read()
        """;

    private readonly TemporaryFolder _folder;
    private readonly Child _child;
    private readonly string[] _words;

    private Topology(TemporaryFolder folder, Child child, string name, string far, string line)
    {
        (_folder, _child, Name, FarName) = (folder, child, name, far);
        _words = line.Split(' ');
    }

    /// <summary>The server's name.</summary>
    public string Name { get; }

    /// <summary>The clients' name.</summary>
    public string FarName { get; }

    public string Path => _folder["app.sock"];

    public int ServerId => int.Parse(_words[1]);

    public string Port => _words[2];

    /// <summary>The server's end of the pair.</summary>
    public string PairDescriptor => _words[3];

    /// <summary>A connection of TCP that the server accepted.</summary>
    public string AcceptedDescriptor => _words[4];

    public static async Task<Topology> StartAsync()
    {
        var folder = new TemporaryFolder();
        var mark = Guid.NewGuid().ToString("N")[..8];
        var (name, far) = ($"near-{mark}", $"far-{mark}");
        var child = Child.Program("python3", "-c", Script, folder.Path, name, far);
        return new Topology(folder, child, name, far, await child.ErrorLineAsync("ready"));
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _folder.Dispose();
    }
}
