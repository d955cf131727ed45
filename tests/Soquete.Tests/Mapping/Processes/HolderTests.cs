using Soquete.Mapping;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Mapping.Processes;

/// <summary>Who has what open, compared with what lsof(8) and ss(8) say.</summary>
public class HolderTests
{
    private const string Everything = """
        tcp = listener(AF_INET, ('127.0.0.1', 8080))
        connected(AF_INET, ('127.0.0.1', 8080))
        keep(tcp.accept()[0])
        listener(AF_INET6, ('::1', 8081))
        bound(AF_INET, ('127.0.0.1', 7001))
        connected(AF_INET6, ('::1', 7002), SOCK_DGRAM)
        unix = listener(AF_UNIX, '\0holders')
        connected(AF_UNIX, '\0holders')
        keep(unix.accept()[0])
        keep([socketpair(AF_UNIX, kind) for kind in (SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET)])
        keep(socket(AF_NETLINK, SOCK_RAW, 0)).bind((0, 0))
        keep(socket(AF_PACKET, SOCK_DGRAM, 0))
        keep(socket(AF_INET, SOCK_RAW, 255))
        os.mkfifo(sys.argv[1])
        os.open(sys.argv[1], os.O_RDWR)
        os.pipe()
        keep(open('/dev/null'))
        keep(open('/etc/passwd'))
        child('child', lambda: [kept[0].close(), os.pipe()])
        stay('parent')
        """;

    [RootFact]
    public async Task Holders_WhenComparedWithLsofAndSs_ThenAreTheSame()
    {
        using var folder = new TemporaryFolder();
        await using var inside = await NetworkNamespace.CreateAsync();
        await using var built = await Topology.StartAsync(
            Everything.Replace("sys.argv[1]", $"'{folder["fifo"]}'"), ["child", "parent"], inside);
        var map = ProcessMap.Capture();
        var lsof = await Holdings.OfLsofAsync(built.Ids);
        Assert.True(lsof.Length > 40, string.Join(", ", lsof));
        Assert.Equal(lsof, Holdings.OfMap(map, built.Ids, _ => true));
        await using var asking = inside.StartScript("ss -H -a -n -p -t -u -x");
        var ss = Holdings.OfSs(await asking.EndAsync(0), built.Ids);
        Assert.Equal(ss, Holdings.OfMap(map, built.Ids, Holdings.IsOfSs));
    }

    [Fact]
    public async Task Holder_WhenAProcessHasAnEndTwice_ThenIsTheLowestDescriptor()
    {
        await using var built = await Topology.StartAsync(
            """
            ours, theirs = keep(socketpair())
            os.dup2(ours.fileno(), 77)
            os.dup2(ours.fileno(), 50)
            stay('alone')
            """, ["alone"]);
        var ends = built.EndsOf(ProcessMap.Capture(), "alone");
        Assert.Equal(2, ends.Count);
        Assert.All(ends, end => Assert.True(Assert.Single(end.Holders).Descriptor < 50));
    }
}
