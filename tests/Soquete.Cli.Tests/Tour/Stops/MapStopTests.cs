using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Tour.Stops;

/// <summary>A machine without what the map stands on; the other stops go on.</summary>
public class MapStopTests
{
    /// <summary>
    /// Runs a command to which the kernel refuses sockets for sock_diag(7), as a kernel does that lacks it: a filter of
    /// seccomp(2), which children have too.
    /// </summary>
    private const string WithoutDiagnostics =
        """
        import ctypes, os, platform, struct, sys
        AF_NETLINK, NETLINK_SOCK_DIAG, EPROTONOSUPPORT = 16, 4, 93
        LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
        SOCKET = {'x86_64': 41, 'aarch64': 198}[platform.machine()]
        code = [(LOAD, 0, 0, 0), (EQUAL, 0, 5, SOCKET), (LOAD, 0, 0, 16), (EQUAL, 0, 3, AF_NETLINK),
            (LOAD, 0, 0, 32), (EQUAL, 0, 1, NETLINK_SOCK_DIAG), (RETURN, 0, 0, 0x50000 | EPROTONOSUPPORT),
            (RETURN, 0, 0, 0x7fff0000)]
        program = ctypes.create_string_buffer(b''.join(struct.pack('HBBI', *line) for line in code))
        filter = ctypes.create_string_buffer(struct.pack('HxxxxxxP', len(code), ctypes.addressof(program)))
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, filter, 0, 0) == 0, ctypes.get_errno()
        os.execv(sys.argv[1], sys.argv[1:])
        """;

    [Fact]
    public async Task Map_WhenTheKernelHasNoDiagnostics_ThenTheStopIsSkippedAndSaysWhy()
    {
        await using var child = Child.Program(
            "python3", "-c", WithoutDiagnostics, CommandPath.Value, "tour", "--json", "unix", "map");
        AssertSkipped(
            await child.EndAsync(),
            "the kernel does not tell of sockets here (socket NETLINK_SOCK_DIAG: EPROTONOSUPPORT)");
    }

    [Fact]
    public async Task Map_WhenProcCannotBeRead_ThenTheStopIsSkippedAndSaysWhy() => AssertSkipped(
        await TheCommand.ScriptAsync(
            "strace -f -qq -o /dev/null -P /proc -e trace=openat -e inject=openat:error=ENOENT "
            + "$SOQUETE tour --json unix map"),
        "/proc cannot be read here (open: ENOENT)");

    private static void AssertSkipped(Run run, string reason)
    {
        Assert.True(run.Status == 0, run.ToString());
        var tour = RecordedTour.Read(run);
        Assert.Equal("ok", tour.OutcomeOf("unix"));
        Assert.Equal("skipped: " + reason, tour.OutcomeOf("map"));
    }
}
