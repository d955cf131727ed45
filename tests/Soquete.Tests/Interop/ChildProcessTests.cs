using System.Globalization;
using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

public class ChildProcessTests
{
    // 32 and 33 are the C library's own, for threads: nptl(7). It leaves them ignored in a child, which has one thread.
    private const ulong ThreadSignals = 3UL << 31;

    private static readonly Dictionary<string, string?> NoChanges = [];

    [Theory]
    [InlineData("exit 0", 0, 0, 0)]
    [InlineData("exit 7", 7, 0, 7)]
    [InlineData("exit 255", 255, 0, 255)]
    [InlineData("kill -TERM $$", 0, 15, 143)]
    [InlineData("kill -KILL $$", 0, 9, 137)]
    [InlineData("kill -PIPE $$", 0, 13, 141)] // the runtime ignores SIGPIPE; its child must not
    public async Task Exited_WhenTheChildEnds_ThenItSaysHow(string script, int status, int signal, int shellStatus)
    {
        await using var child = Start(["sh", "-c", script]);
        var exit = await child.Exited.WaitAsync(Peer.Limit);
        Assert.Equal(new ChildExit(status, signal), exit);
        Assert.Equal(shellStatus, exit.ShellStatus);
    }

    [Fact]
    public async Task Start_WhenAWriterLosesItsReader_ThenItEndsQuietly()
    {
        Assert.Equal("y\n", await OutputAsync(["sh", "-c", "yes | head -1"]));
    }

    [Fact]
    public async Task Start_WhenInputAndOutputArePipes_ThenTheChildUsesThem()
    {
        using var input = new PipeEnds();
        using var output = new PipeEnds();
        await using var child = Start(["cat"], input.ReadEnd, output.WriteEnd);
        Assert.Equal(Errno.None, NativeFile.Write(input.WriteEnd, "through the child"u8, out _));
        input.WriteEnd.Dispose();
        Assert.Equal("through the child", await output.ReadToEndAsync().WaitAsync(Peer.Limit));
        Assert.Equal(0, (await child.Exited.WaitAsync(Peer.Limit)).ShellStatus);
    }

    [Fact]
    public async Task Start_WhenASocketIsBoth_ThenTheChildTalksOverIt()
    {
        using var pair = new SocketPair();
        var (ours, theirs) = (pair.First, pair.Second);
        await using var child = Start(["cat"], theirs, theirs);
        theirs.Dispose();
        Assert.Equal(Errno.None, NativeFile.Send(ours, "echo"u8, nonBlocking: false, out _));
        Assert.Equal(Errno.None, NativeSocket.Shutdown(ours, ShutdownHow.Write));
        using var reader = new StreamReader(new System.Net.Sockets.NetworkStream(new System.Net.Sockets.Socket(ours)));
        Assert.Equal("echo", await reader.ReadToEndAsync().WaitAsync(Peer.Limit));
    }

    [Fact]
    public async Task Start_WhenTheEnvironmentIsChanged_ThenTheChildSeesTheChange()
    {
        Environment.SetEnvironmentVariable("SOQUETE_TEST_GONE", "still here");
        var changes = new Dictionary<string, string?> { ["SOQUETE_TEST_SET"] = "é = 1", ["SOQUETE_TEST_GONE"] = null };
        const string Script = """echo "$SOQUETE_TEST_SET|${SOQUETE_TEST_GONE-gone}|${HOME+home}" """;
        var output = await OutputAsync(["sh", "-c", Script], changes);
        Assert.Equal("é = 1|gone|home\n", output);
    }

    [Theory]
    [InlineData("/nonexistent/program", Errno.ENOENT)]
    [InlineData("nonesuch-program", Errno.ENOENT)]
    [InlineData("/etc/passwd", Errno.EACCES)]
    [InlineData("/tmp", Errno.EACCES)]
    [InlineData("a\0b", Errno.EINVAL)]
    public void Start_WhenTheProgramCannotRun_ThenTheErrorSaysWhy(string program, object error)
    {
        Assert.Equal((Errno)error, ChildProcess.Start([program], NoChanges, null, null, out var child));
        Assert.Null(child);
    }

    [Fact]
    public async Task Start_WhenThisProcessHasDescriptors_ThenTheChildGetsNoneOfThem()
    {
        using var pipe = new PipeEnds();
        Assert.Equal(Errno.None, NativeSocket.Open(Domain.Unix, SocketKind.Stream, 0, out var socket));
        using var opened = socket;
        using var folder = new ScratchFolder();
        Assert.Equal(Errno.None, NativePath.LockDirectory(folder.Path, out var held));
        using var locked = held;

        // ls itself opens the folder that it lists. What this process was started with may be inherited by anybody.
        var listed = (await OutputAsync(["ls", "-l", "/proc/self/fd"])).Split('\n');
        SafeHandle[] ours = [pipe.ReadEnd, pipe.WriteEnd, socket, held];
        Assert.All(ours, handle =>
        {
            var target = File.ResolveLinkTarget($"/proc/self/fd/{handle.DangerousGetHandle()}", false)!.Name;
            Assert.DoesNotContain(listed, line => line.EndsWith(target, StringComparison.Ordinal));
        });
        var others = listed.Where(line => IsDescriptor(line) && Number(line) > 2);
        Assert.All(others, line => Assert.True(IsInheritable(Number(line)), line));
    }

    [Fact]
    public async Task Start_WhenSignalsAreBlockedOrIgnoredHere_ThenNoneIsInTheChild()
    {
        var status = (await OutputAsync(["cat", "/proc/self/status"])).Split('\n');
        Assert.Equal(0UL, Signals(status, "SigBlk:"));
        Assert.Equal(0UL, Signals(status, "SigIgn:") & ~ThreadSignals);
    }

    [Fact]
    public async Task Exited_WhenManyRunAtOnce_ThenEachIsReaped()
    {
        const int Count = 200;
        var children = Enumerable.Range(0, Count).Select(i => Start(["sh", "-c", $"exit {i}"])).ToArray();
        var exits = await Task.WhenAll(children.Select(child => child.Exited)).WaitAsync(Peer.Limit);
        Assert.Equal(Enumerable.Range(0, Count), exits.Select(exit => exit.Status));
        Assert.All(children, child => Assert.False(IsOurChild(child.Id), $"{child.Id} is still there"));
        foreach (var child in children)
        {
            Assert.Equal(Errno.ESRCH, child.Signal(0));
            await child.DisposeAsync();
        }
    }

    [Fact]
    public async Task DisposeAsync_WhenTheChildWouldRunOn_ThenItIsEnded()
    {
        var child = Start(["sleep", "1000"]);
        Assert.Equal(Errno.None, child.Signal(0));
        await child.DisposeAsync();
        Assert.Equal(new ChildExit(0, 15), await child.Exited);
        await child.DisposeAsync();
    }

    [Fact]
    public async Task DisposeAsync_WhenTheChildIgnoresSIGTERM_ThenItIsKilled()
    {
        using var output = new PipeEnds();
        const string Script = "trap '' TERM; echo ready; exec sleep 1000";
        var child = Start(["sh", "-c", Script], null, output.WriteEnd);
        Assert.Equal(Errno.None, NativeFile.Read(output.ReadEnd, new byte[16], out _));
        await child.DisposeAsync();
        Assert.Equal(9, (await child.Exited).Signal);
    }

    private static ChildProcess Start(string[] command, SafeHandle? input = null, SafeHandle? output = null)
    {
        Assert.Equal(Errno.None, ChildProcess.Start(command, NoChanges, input, output, out var child));
        return child;
    }

    private static async Task<string> OutputAsync(string[] command, Dictionary<string, string?>? changes = null)
    {
        using var output = new PipeEnds();
        var error = ChildProcess.Start(command, changes ?? NoChanges, null, output.WriteEnd, out var child);
        Assert.Equal(Errno.None, error);
        await using var started = child;
        return await output.ReadToEndAsync().WaitAsync(Peer.Limit);
    }

    private static ulong Signals(string[] status, string field) => ulong.Parse(
        status.Single(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim(),
        NumberStyles.HexNumber,
        CultureInfo.InvariantCulture);

    private static bool IsDescriptor(string line) =>
        line.Contains(" -> ", StringComparison.Ordinal) && !line.EndsWith("/fd", StringComparison.Ordinal);

    private static int Number(string line)
    {
        var words = line[..line.IndexOf(" -> ", StringComparison.Ordinal)].Split(' ');
        return int.Parse(words[^1], CultureInfo.InvariantCulture);
    }

    private static bool IsInheritable(int number) =>
        NativeFile.TryOpenInherited(number, owns: false, out _) && (LibC.Control(number, 1, 0) & 1) == 0;

    private static bool IsOurChild(int id)
    {
        var status = $"/proc/{id}/status";
        return File.Exists(status) && File.ReadLines(status).Contains($"PPid:\t{Environment.ProcessId}");
    }
}
