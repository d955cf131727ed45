using Soquete.Mapping;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Processes;

/// <summary>Network namespaces that have neither a name nor a process, and live by a descriptor.</summary>
public class HeldNamespaceTests
{
    /// <summary>Makes one, opens a listener and a client in it, and leaves it.</summary>
    private const string Program = """
        import ctypes, fcntl, struct
        libc = ctypes.CDLL(None, use_errno=True)
        NEW_NETWORK = 0x40000000
        home = os.open('/proc/self/ns/net', os.O_RDONLY)
        assert libc.unshare(NEW_NETWORK) == 0
        held = os.open('/proc/self/ns/net', os.O_RDONLY)
        up = struct.pack('16sh22x', b'lo', 1)
        fcntl.ioctl(keep(socket(AF_INET, SOCK_DGRAM)), 0x8914, up)
        l = listener(AF_INET, ('127.0.0.1', 8080))
        connected(AF_INET, ('127.0.0.1', 8080))
        keep(l.accept()[0])
        assert libc.setns(home, NEW_NETWORK) == 0
        os.close(home)
        stay('holder')
        """;

    [RootFact]
    public async Task Sockets_WhenADescriptorAloneKeepsTheirNamespace_ThenTheyAreReadAndJoined()
    {
        await using var built = await Topology.StartAsync(Program, ["holder"]);
        var map = built.AssertEdges("holder tcp Connected -> holder tcp Accepted");
        var listener = built.EndsOf(map, "holder").Single(end => end.Role == MapRole.Listener);
        Assert.NotEqual(
            map.Processes.Single(process => process.Id == built.IdOf("holder")).NetworkNamespace,
            listener.Socket!.NetworkNamespace);
        Assert.DoesNotContain(
            SocketTable.Read().Sockets, socket => socket.NetworkNamespace == listener.Socket.NetworkNamespace);
    }

    [RootFact]
    public async Task Socket_WhenItIsInSuchANamespace_ThenItIsEndedThere()
    {
        await using var built = await Topology.StartAsync(Program, ["holder"]);
        var listener = built.EndsOf(ProcessMap.Capture(), "holder").Single(end => end.Role == MapRole.Listener);
        Assert.True(SocketDestroyer.Close(listener.Socket!));
        Assert.False(SocketDestroyer.Close(listener.Socket!));
    }
}
