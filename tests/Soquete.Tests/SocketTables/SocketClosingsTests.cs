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
        await OverrunAsync(inside, 1_000);
        var count = 0;
        await ReadOnAsync(inside, closings, port: 1, () => count++);
        Assert.InRange(closings.Overruns, 1, 1_000);
        Assert.InRange(count, 2, 1_000);
    }

    /// <summary>As many as the documentation says wait until somebody reads, and none of them is missed.</summary>
    [RootFact]
    public async Task Read_WhenThousandsAreClosedBeforehand_ThenNoneIsMissed()
    {
        const int Closed = 5_000;
        await using var inside = await NetworkNamespace.CreateAsync();
        using var closings = inside.Run(SocketClosings.Open);
        CloseMany(inside, Closed);
        var cookies = new HashSet<ulong>();
        await FirstAsync(closings, closed => cookies.Add(closed.Cookie) && cookies.Count == Closed)
            .WaitAsync(Limits.Event);
        Assert.Equal(0, closings.Overruns);
    }

    [RootFact]
    public async Task Read_WhenItOverrunsAgainAndAgain_ThenEachTimeIsCountedAndReadingGoesOn()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        using var closings = inside.Run(() => SocketClosings.Open(64 * 1024));
        for (var times = 0; times < 3; times++)
        {
            var before = closings.Overruns;
            await OverrunAsync(inside, 3_000);
            var last = await ReadOnAsync(inside, closings, port: times + 1);
            Assert.Equal(SocketFamilies.Udp, last.Family);
            Assert.True(closings.Overruns > before, $"time {times}: {closings.Overruns} overruns");
        }
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

    private static void CloseMany(NetworkNamespace inside, int count) => inside.Run(() =>
    {
        for (var i = 0; i < count; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }
    });

    /// <summary>Closes many, and waits until the kernel has dropped what it had to tell of some.</summary>
    private static async Task OverrunAsync(NetworkNamespace inside, int count)
    {
        var before = Drops();
        CloseMany(inside, count);
        await Eventually.HoldsAsync(() => Drops() > before);

        long Drops() => Tables.Inside(inside, SocketFamilies.Netlink).Sockets.Sum(socket => socket.Memory!.Drops);
    }

    /// <summary>
    /// Reads what was kept, and on to a closing after it. The kernel drops all until what it kept is read.
    /// </summary>
    private static async Task<InternetSocketEntry> ReadOnAsync(
        NetworkNamespace inside, SocketClosings closings, int port, Action? count = null)
    {
        var reading = FirstAsync(closings, closed =>
        {
            count?.Invoke();
            return closed.LocalName.Port == port;
        });
        await Eventually.HoldsAsync(() => Tables.Inside(inside, SocketFamilies.Netlink).Sockets
            .Where(socket => socket.Memory!.Drops > 0).All(socket => socket.Memory!.ReceiveBytes == 0));
        await Eventually.HoldsAsync(() =>
        {
            CloseOne(inside, port);
            return reading.IsCompleted;
        });
        return await reading;
    }

    private static void CloseOne(NetworkNamespace inside, int port) => inside.Run(() =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
    });

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
