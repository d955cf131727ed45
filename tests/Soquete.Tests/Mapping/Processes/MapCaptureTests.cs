using System.Net;
using System.Net.Sockets;
using System.Text;
using Soquete.Mapping;
using Soquete.Mapping.Processes;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Processes;

/// <summary>One map after the other: what is remembered, and what is not.</summary>
public class MapCaptureTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Clock _clock = new();

    /// <summary>Two processes in a network namespace without a name, where the older one opens a socket.</summary>
    private const string InANamespace = """
        import ctypes
        if ctypes.CDLL(None).unshare(0x40000000):
            raise OSError('unshare')
        bound(AF_INET, ('0.0.0.0', 4711))
        child('younger', lambda: None)
        stay('older')
        """;

    [Fact]
    public async Task Next_WhenAProcessIsKnown_ThenItIsReadAgainAfterAsLongAsItHadLived()
    {
        await using var built = await Topology.StartAsync("keep(socketpair())\nstay('one')", ["one"]);
        var capture = new MapCapture(null, _clock);
        MapProcess Next() => Of(capture.Next(), built.IdOf("one"));

        var first = Next();
        Assert.Same(first, Next());
        var age = _clock.GetUtcNow() - first.Started!.Value;
        _clock.Move(age < Second ? Second : age);
        var second = Next();
        Assert.NotSame(first, second);
        _clock.Move(TimeSpan.FromHours(1));
        var old = Next();
        _clock.Move(TimeSpan.FromSeconds(9.9));
        Assert.Same(old, Next());
        _clock.Move(TimeSpan.FromSeconds(0.1));
        Assert.NotSame(old, Next());
    }

    [Fact]
    public async Task Next_WhenDescriptorsChange_ThenTheyAreSeenAtOnce()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var capture = new MapCapture(null, _clock);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        int Held() => capture.Next().Select(new MapSelection { Port = port }).Ends.Count(end => end.Holders.Count > 0);

        Assert.Equal(1, Held());
        using (var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            client.Connect(listener.LocalEndPoint);
            using var accepted = await listener.AcceptAsync().WaitAsync(Limits.Event);
            Assert.Equal(3, Held());
        }

        Assert.Equal(1, Held());
    }

    [Fact]
    public async Task Next_WhenAProcessHasRunMeanwhile_ThenItsDescriptorsAreReadAgain()
    {
        await using var built = await Topology.StartAsync(
            "keep(socketpair())\nsignal.signal(signal.SIGUSR1, lambda *_: keep(socketpair()))\nstay('one')", ["one"]);
        var capture = new MapCapture(null, _clock);
        int Sockets()
        {
            var map = capture.Next();
            return map.EndsOf(Of(map, built.IdOf("one"))).Count(end => end.Scheme == "unix");
        }

        Assert.Equal(2, Sockets());
        Assert.Equal(2, Sockets());
        await Child.RunAsync($"kill -USR1 {built.IdOf("one")}");
        await Eventually.HoldsAsync(() => Sockets() == 4);
    }

    [Fact]
    public async Task Scan_WhenAProcessHasNotRun_ThenItsDescriptorsAreKnownUntilItIsDue()
    {
        await using var built = await Topology.StartAsync("keep(socketpair())\nstay('one')", ["one"]);
        var memory = new ProcessMemory(_clock, lasts: true);
        var id = built.IdOf("one");
        KnownProcess? Idle()
        {
            using (var scan = ProcessScan.Start(pipes: true, memory))
            {
                scan.Finish();
            }

            Span<byte> line = stackalloc byte[64];
            var length = Encoding.ASCII.GetBytes(File.ReadAllText($"/proc/{id}/schedstat"), line);
            return memory.FindIdle(id, RunTime.Parse(line[..length]));
        }

        // Until it waits for good, it may run on after it said that it is there.
        await Eventually.HoldsAsync(() =>
        {
            _clock.Move(TimeSpan.FromSeconds(20));
            return Idle() is { } idle && idle.Files.Count(file => file.Kind == HeldKind.Socket) == 2;
        });
        var known = Idle();
        Assert.NotNull(known);
        Assert.Same(known, Idle());
        _clock.Move(TimeSpan.FromSeconds(20));
        Assert.NotSame(known, Idle());
    }

    [RootFact]
    public async Task Next_WhenTheUserIsAnother_ThenItIsToldAtOnce()
    {
        await using var built = await Topology.StartAsync(
            "keep(socketpair())\nsignal.signal(signal.SIGUSR1, lambda *_: os.seteuid(4243))\nstay('one')", ["one"]);
        var capture = new MapCapture(null, _clock);
        Assert.Equal(0u, Of(capture.Next(), built.IdOf("one")).UserId);
        await Child.RunAsync($"kill -USR1 {built.IdOf("one")}");
        await Eventually.HoldsAsync(() => Of(capture.Next(), built.IdOf("one")).UserId == 4243);
    }

    [RootFact]
    public async Task Next_WhenTheProcessGoesThatANamespaceWasFoundBy_ThenItIsFoundByAnother()
    {
        var capture = new MapCapture(null, _clock);
        capture.Next();
        await using var built = await Topology.StartAsync(InANamespace, ["older", "younger"]);
        IEnumerable<int> Holders() => capture.Next().Ends
            .Where(end => end.Holders.Any(holder => built.Ids.Contains(holder.Process.Id)) && end.Scheme == "udp")
            .SelectMany(end => end.Holders.Select(holder => holder.Process.Id));

        Assert.Equal(built.Ids.Order(), Holders());
        await Child.RunAsync($"kill -KILL {built.IdOf("older")}");
        await Eventually.HoldsAsync(() => Holders().SequenceEqual([built.IdOf("younger")]));
        Assert.Equal([built.IdOf("younger")], Holders());
    }

    private static MapProcess Of(ProcessMap map, int id) => map.Processes.Single(process => process.Id == id);

    /// <summary>Time that stands still until it is moved.</summary>
    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Move(TimeSpan by) => _now += by;
    }
}
