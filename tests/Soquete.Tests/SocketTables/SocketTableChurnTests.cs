using Soquete.SocketTables;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.SocketTables;

/// <summary>Sockets, processes and namespaces that come and go while they are read.</summary>
[Collection(AloneCollection.Name)]
public class SocketTableChurnTests
{
    private const int Readings = 60;

    private const string Churn = """
        import os, socket
        print('churning', flush=True)
        while True:
            l = socket.socket(); l.bind(('127.0.0.1', 0)); l.listen(50)
            u = socket.socket(socket.AF_UNIX); u.bind('\0' + str(os.getpid())); u.listen(50)
            many = []
            for i in range(40):
                c = socket.socket(); c.connect(l.getsockname()); many.append(c)
                c = socket.socket(socket.AF_UNIX); c.connect(u.getsockname()); many.append(c)
                many += socket.socketpair()
                d = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); d.bind(('127.0.0.1', 0)); many.append(d)
            child = os.fork()
            if child == 0: os._exit(0)
            for s in many: s.close()
            l.close(); u.close(); os.waitpid(child, 0)
        """;

    [RootFact]
    public async Task Read_WhenEverythingComesAndGoes_ThenItNeverFails()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        await using var first = inside.Start("python3", "-c", Churn);
        await using var second = inside.StartScript("while unshare --net true; do echo new; done");
        await first.LineAsync("churning");
        await second.LineAsync("new");
        var most = 0;
        for (var i = 0; i < Readings; i++)
        {
            var table = SocketTable.Read();
            most = Math.Max(most, table.Sockets.Count);
            Assert.DoesNotContain(table.Gaps, gap => gap.Reason.Contains("(E", StringComparison.Ordinal));
            Assert.DoesNotContain(table.Gaps, gap => gap.Reason.Contains(": E", StringComparison.Ordinal));
            foreach (var part in table.Sockets.Where(socket => socket.Inode != 0).GroupBy(socket => socket.Inode))
            {
                // One that changes its state meanwhile may be told of twice.
                Assert.InRange(part.Count(), 1, 3);
            }
        }

        Assert.InRange(most, 50, int.MaxValue);
    }

    [RootFact]
    public async Task Read_WhenItIsOver_ThenNoDescriptorIsLeft()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        using var pair = TcpPair.Make(inside);
        var entry = TcpPair.EntryOf(Tables.Inside(inside), pair.Client);
        ReadAll();
        var before = Descriptors();
        for (var i = 0; i < 20; i++)
        {
            ReadAll();
        }

        // Others may be closed meanwhile: what earlier tests left to the collector.
        Assert.Empty(Descriptors().Except(before));

        void ReadAll()
        {
            Assert.Contains(SocketTable.Read().Sockets, each => each.Cookie == entry.Cookie);
            Assert.Throws<OperationCanceledException>(() => SocketTable.Read(null, new CancellationToken(true)));
            Assert.False(SocketDestroyer.Close(new InternetSocketEntry(
                SocketFamilies.Tcp, entry.LocalName, entry.LocalName) { NetworkNamespace = entry.NetworkNamespace }));
            SocketClosings.Open().Dispose();
        }
    }

    /// <summary>The sockets and namespaces among them.</summary>
    private static HashSet<string> Descriptors() =>
    [
        .. Directory.GetFileSystemEntries("/proc/self/fd").Select(entry => $"{entry} {new FileInfo(entry).LinkTarget}")
            .Where(entry => entry.Contains(" socket:", StringComparison.Ordinal)
                || entry.Contains(" net:", StringComparison.Ordinal)),
    ];
}
