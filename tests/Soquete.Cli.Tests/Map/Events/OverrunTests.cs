using System.Text.RegularExpressions;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Map.Events;

/// <summary>More closings than the kernel keeps for who does not read.</summary>
public class OverrunTests
{
    private const string CloseMany =
        """
        from socket import *
        for i in range(25000):
            with socket(AF_INET, SOCK_DGRAM) as s: s.bind(('127.0.0.1', 0))
        """;

    private const string CloseOne =
        "from socket import *; socket(AF_INET, SOCK_DGRAM).connect(('127.0.0.1', 4321))";

    [Fact]
    public async Task Closings_WhenMoreThanFitWhileTheCommandStands_ThenThatIsSaidAndItGoesOn()
    {
        using var folder = new TemporaryFolder();
        // A network namespace of its own, so that nobody else's queue is filled.
        await using var command = Child.Script(
            "exec unshare --net sh -c 'ip link set lo up && exec \"$SOQUETE\" map :4321 --events --interval 1h' "
            + $"> {folder["out"]}");
        await command.ErrorLineAsync("told by the kernel");
        command.Signal("STOP");
        await Wait.UntilAsync(() => ThreadStates(command.Id).All(state => state == 'T'));
        await InsideAsync(command, CloseMany);
        // The kernel tells a moment later.
        await Wait.UntilAsync(() => Drops(command.Id) > 0);
        command.Signal("CONT");
        await command.ErrorLineAsync("the kernel had more closings to tell than were taken in time: some are missed");

        // The kernel drops all until what it kept is read.
        using var limit = new CancellationTokenSource(Limits.Event);
        while (!File.ReadAllText(folder["out"]).Contains('\n'))
        {
            limit.Token.ThrowIfCancellationRequested();
            await InsideAsync(command, CloseOne);
        }

        command.Signal("INT");
        var run = await command.EndAsync();
        Assert.Equal(130, run.Status);
        Assert.Single(Regex.Matches(run.Error, "some are missed"));
        Assert.All(File.ReadAllLines(folder["out"]), line => Assert.Matches(@"^\S+ - udp .*127\.0\.0\.1:4321\b", line));
    }

    private static async Task InsideAsync(Child command, string program)
    {
        await using var child = Child.Program(
            "nsenter", "--net", "--target", $"{command.Id}", "python3", "-c", program);
        var run = await child.EndAsync();
        Assert.True(run.Status == 0, run.ToString());
    }

    private static IEnumerable<char> ThreadStates(int process) => Directory.GetDirectories($"/proc/{process}/task")
        .Select(thread => File.ReadAllText(thread + "/stat").Split(") ")[^1][0]);

    /// <summary>What was dropped for all sockets of netlink of its network namespace: the ninth column.</summary>
    private static long Drops(int process) => File.ReadAllLines($"/proc/{process}/net/netlink").Skip(1)
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[8]));
}
