using System.Net;
using System.Net.Sockets;
using Soquete.Engines;
using Soquete.SocketTables;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.SocketTables;

/// <summary>Sockets that are closed, heard in the namespace that they were in.</summary>
public class SocketClosingsTests
{
    // Its thread is not to be born in a namespace.
    public SocketClosingsTests() => _ = ReadinessLoop.Shared;

    [RootTheory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public async Task Read_WhenAConnectionIsClosed_ThenItIsToldWithWhatItDid(AddressFamily family)
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        using var pair = TcpPair.Make(inside, family);
        pair.Client.Send(new byte[1234]);
        await Eventually.HoldsAsync(() => pair.Accepted.Available == 1234);
        var entry = TcpPair.EntryOf(Tables.Inside(inside, SocketFamilies.Tcp), pair.Accepted);
        using var closings = inside.Run(SocketClosings.Open);

        var reading = FirstAsync(closings, closed => closed.Cookie == entry.Cookie);
        pair.Accepted.LingerState = new LingerOption(true, 0);
        pair.Accepted.Dispose();

        var found = await reading.WaitAsync(Limits.Event);
        Assert.Equal((entry.LocalName, entry.RemoteName), (found.LocalName, found.RemoteName));
        Assert.Equal((SocketFamilies.Tcp, 0u, null), (found.Family, found.Inode, found.UserId));
        Assert.Equal(entry.NetworkNamespace, found.NetworkNamespace);
        Assert.Equal(1234ul, found.Tcp!.BytesReceived);
        Assert.Equal(0, closings.Overruns);
    }

    [RootFact]
    public async Task Read_WhenASocketOfUdpIsClosed_ThenItIsTold()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        using var socket = inside.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 4321));
        using var closings = inside.Run(SocketClosings.Open);
        var reading = FirstAsync(closings, closed => closed.LocalName.Port == 4321);
        socket.Dispose();
        Assert.Equal(SocketFamilies.Udp, (await reading.WaitAsync(Limits.Event)).Family);
    }

    [RootFact]
    public async Task Read_WhenMoreIsClosedThanFits_ThenThatIsCounted()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        using var closings = inside.Run(() => SocketClosings.Open(16 * 1024));
        inside.Run(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            }
        });

        await Eventually.HoldsAsync(
            () => Tables.Inside(inside, SocketFamilies.Netlink).Sockets.Any(socket => socket.Memory!.Drops > 0));

        var count = 0;
        using var last = inside.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        last.Bind(new IPEndPoint(IPAddress.Loopback, 1));
        var reading = FirstAsync(closings, closed => ++count > 0 && closed.LocalName.Port == 1);
        last.Dispose();
        await reading.WaitAsync(Limits.Event);
        Assert.Equal(1, closings.Overruns);
        Assert.InRange(count, 2, 1_000);
    }

    [RootFact]
    public async Task Read_WhenCancelledOrDisposed_ThenItEnds()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        var closings = inside.Run(SocketClosings.Open);
        using var cancelling = new CancellationTokenSource();
        var reading = FirstAsync(closings, _ => true, cancelling.Token);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Limits.Event));

        await using var all = closings.ReadAsync().GetAsyncEnumerator();
        var next = all.MoveNextAsync();
        closings.Dispose();
        Assert.False(await next.AsTask().WaitAsync(Limits.Event));
        await using var none = closings.ReadAsync().GetAsyncEnumerator();
        Assert.False(await none.MoveNextAsync());
    }

    private static async Task<InternetSocketEntry> FirstAsync(
        SocketClosings closings, Func<InternetSocketEntry, bool> isMeant, CancellationToken cancellationToken = default)
    {
        await foreach (var closed in closings.ReadAsync(cancellationToken))
        {
            if (isMeant(closed))
            {
                return closed;
            }
        }

        throw new InvalidOperationException("nothing more");
    }
}
