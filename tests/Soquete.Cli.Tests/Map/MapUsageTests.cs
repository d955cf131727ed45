using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Map;

/// <summary>Wrong words, nothing found, less authority, hostile names, files and pages.</summary>
public class MapUsageTests
{
    [Theory]
    [InlineData("did you mean 'listening'?", "--state", "listning")]
    [InlineData("--scheme takes tcp, udp", "--scheme", "zzz")]
    [InlineData("--dot and --svg cannot go together", "--dot", "--svg")]
    [InlineData("--svg and --json cannot go together", "--svg", "--json")]
    [InlineData("--peer and --state cannot go together", "--peer", "1/1", "--state", "listening")]
    [InlineData("is another", "--peer", "1/1", "nginx")]
    [InlineData("is no port", ":99999")]
    [InlineData("--sort takes name, pid", "--sort", "zzz")]
    [InlineData("--allow-remote goes with --serve", "--allow-remote")]
    public async Task Words_WhenWrong_ThenUsage(string expected, params string[] words)
    {
        var run = await TheCommand.RunAsync(["map", .. words]);
        Assert.Equal(2, run.Status);
        Assert.Empty(run.Output);
        Assert.Contains(expected, run.Error);
    }

    [Theory]
    [InlineData("there is no process 4194399", "4194399")]
    [InlineData("is named 'no-such-thing-here'", "no-such-thing-here")]
    [InlineData("there is no process 4194399", "4194399/3")]
    [InlineData("nothing was found", "/no/such/path.sock")]
    [InlineData("there is no end /no/such/path.sock", "--peer", "/no/such/path.sock")]
    [InlineData("there is no network namespace 'nowhere'", "--namespace", "nowhere")]
    [InlineData("no process of user 'nobody-has-this'", "--user", "nobody-has-this")]
    public async Task Target_WhenNotThere_ThenSaidAndStatus1(string expected, params string[] words)
    {
        var run = await TheCommand.RunAsync(["map", "--quiet", .. words]);
        Assert.Equal(1, run.Status);
        Assert.Empty(run.Output);
        Assert.Contains(expected, run.ErrorLine);
    }

    [Fact]
    public async Task Peer_WhenNobodyIsConnected_ThenSaidAndStatus1()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync($"unix:{folder["a.sock"]}", "--keep", "--echo");
        var run = await TheCommand.RunAsync("map", "--quiet", "--peer", folder["a.sock"]);
        Assert.Equal(1, run.Status);
        Assert.Equal($"soquete: map: nobody is at the other end of {folder["a.sock"]}", run.ErrorLine);
    }

    [Fact]
    public async Task Nobody_WhenHeLooks_ThenHisOwnAreSeenAndTheGapIsSaid()
    {
        await using var topology = await Topology.StartAsync();
        var run = await TheCommand.ScriptAsync(
            "exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all --bounding-set=-all " +
            $"\"$SOQUETE\" map :{topology.Port}");
        Assert.True(run.Status == 0, run.ToString());
        Assert.Contains($"127.0.0.1:{topology.Port}", run.Output);
        Assert.DoesNotContain(topology.Name + "[", run.Output);
        Assert.Contains("not seen: descriptors of ", run.Error);
    }

    [Fact]
    public async Task Name_WhenHostile_ThenStaysInItsLine()
    {
        using var folder = new TemporaryFolder();
        await using var child = Child.Program(
            "python3", "-c",
            "import socket, sys\n" +
            "open('/proc/self/comm', 'wb').write(b'a\\n\\x1b[31mb\\xff')\n" +
            "s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1] + '/x\\ny\\x1b[2J'); s.listen()\n" +
            "print('ready', file=sys.stderr, flush=True); sys.stdin.read()", folder.Path);
        await child.ErrorLineAsync("ready");
        var run = await TheCommand.RunAsync("map", $"{child.Id}", "--scheme", "unix", "--quiet");
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal(2, run.Output.Count(letter => letter == '\n'));
        Assert.DoesNotContain(run.Output, letter => char.IsControl(letter) && letter != '\n');
    }

    [Fact]
    public async Task Page_WhenWritten_ThenIsWholeAndForItsOwnerAlone()
    {
        using var folder = new TemporaryFolder();
        await using var topology = await Topology.StartAsync();
        var run = await TheCommand.RunAsync("map", topology.Name, "--quiet", "--html", folder["map.html"]);
        Assert.True(run.Status == 0, run.ToString());
        var page = await File.ReadAllTextAsync(folder["map.html"]);
        Assert.Contains(topology.FarName, page);
        Assert.EndsWith("</html>", page.TrimEnd());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["map.html"]));
        Assert.Single(Directory.GetFiles(folder.Path));
        await TheCommand.FailAsync(
            ExitStatus.Failed, "map", topology.Name, "--quiet", "--html", folder["no/such/map.html"]);
    }

    [Fact]
    public async Task Page_WhenServed_ThenItsUrlIsPrintedAndASignalEndsIt()
    {
        await using var topology = await Topology.StartAsync();
        using var folder = new TemporaryFolder();
        var run = await TheCommand.ScriptAsync(
            $"""
            "$SOQUETE" map {topology.Name} --serve tcp:0 > {folder["url"]} & served=$!
            until [ -s {folder["url"]} ]; do sleep 0.02; done
            curl -s --max-time 20 "$(cat {folder["url"]})" | grep -c '</html>'
            kill -TERM $served; wait $served; echo status $?
            """);
        Assert.Equal("1\nstatus 130\n", run.Output);
        await TheCommand.FailAsync(ExitStatus.WrongUsage, "map", "--serve", "tcp:*:0");
    }
}
