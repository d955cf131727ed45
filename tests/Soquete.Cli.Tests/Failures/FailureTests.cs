using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Failures;

/// <summary>Each thing that can go wrong: one line on standard error, and its exit status.</summary>
public class FailureTests
{
    [Theory]
    [InlineData("tcp:localhost:65536", "port")]
    [InlineData("tcp:localhost:-1", "port")]
    [InlineData("tcp:localhost", "port")]
    [InlineData("tpc:localhost:80", "did you mean tcp")]
    [InlineData("tcp:localhost:80,nodelya", "did you mean")]
    [InlineData("tcp:localhost:80,backlog=5", "is for listening")]
    [InlineData("tcp:0", "port 0 is for listening")]
    [InlineData("tcp:*:80", "* is for listening")]
    [InlineData("unix:", "the path is empty")]
    [InlineData("quic:localhost:80", "scheme")]
    [InlineData("", "an empty address")]
    [InlineData("exec:", "empty")]
    [InlineData("fd:x y\n", "\\u000a")]
    public async Task Address_WhenWrong_ThenStatus2AndThePartIsNamed(string address, string problem) =>
        Assert.Contains(problem, await TheCommand.FailAsync(ExitStatus.WrongUsage, "connect", address));

    [Fact]
    public async Task Address_WhenMissing_ThenStatus2() =>
        Assert.Equal("connect: ADDRESS is missing; usage: soquete connect ADDRESS [OPTION]...",
            await TheCommand.FailAsync(ExitStatus.WrongUsage, "connect"));

    [Fact]
    public async Task Path_WhenTooLong_ThenTheLimitIsSaid() =>
        Assert.Contains("at most 107 bytes, and this one has 109", await TheCommand.FailAsync(
            ExitStatus.WrongUsage, "connect", "unix:/" + new string('x', 108)));

    [Fact]
    public async Task Path_WhenOfTheLongestLength_ThenOnlyItsPeerIsMissing() =>
        await TheCommand.FailAsync(ExitStatus.Refused, "connect", "unix:/" + new string('x', 106));

    [Fact]
    public async Task Addresses_WhenGenerated_ThenEachIsRefusedInOneLineOrParsed()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] pieces = [.. Soquete.Addresses.AddressScheme.All.Select(scheme => scheme.Name),
            ":", ":", ",", "=", "@", "[::1]", "*", "80",
            "99999", "\n", "\0", "\e[31m", "é", "\\,", "mode", "'", "host", "4294967296",
            "loss", "5%", "join", "239.1.2.3", "broadcast", "frame"];
        for (var round = 0; round < 5000; round++)
        {
            var text = string.Concat(random.GetItems(pieces, random.Next(9)));
            try
            {
                _ = Soquete.Addresses.Address.Parse(text);
            }
            catch (FormatException problem)
            {
                var failure = Cli.Failures.FailureOf.Exception(problem);
                Assert.True(failure.Status == ExitStatus.WrongUsage, $"seed {seed}: {text}");
                Assert.False(failure.Line!.Any(char.IsControl), $"seed {seed}: {failure.Line}");
            }
        }

        await Task.CompletedTask;
    }

    [Fact]
    public async Task Peer_WhenNobodyListens_ThenStatus3()
    {
        string address;
        using (var listener = Peer.ListenOnLoopback(out address))
        {
            // Its port is free again once it is disposed.
        }

        Assert.Contains("ECONNREFUSED", await TheCommand.FailAsync(ExitStatus.Refused, "connect", address));
    }

    [Fact]
    public async Task Path_WhenItDoesNotExist_ThenStatus3() =>
        Assert.Contains(
            "nobody listens", await TheCommand.FailAsync(ExitStatus.Refused, "connect", "unix:/nonexistent/s"));

    [Fact]
    public async Task Peer_WhenItDoesNotAnswer_ThenStatus4()
    {
        using var full = FullListener.Create(out var address);
        Assert.Contains("not connected within 100ms", await TheCommand.FailAsync(
            ExitStatus.TimedOut, "connect", address, "--timeout", "100ms"));
        Assert.Contains("not connected within 50ms", await TheCommand.FailAsync(
            ExitStatus.TimedOut, "connect", address + ",connect-timeout=50ms", "--timeout", "9s"));
    }

    [Fact]
    public async Task Connection_WhenIdleForTooLong_ThenStatus4()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var command = Child.Command("connect", address + ",idle-timeout=100ms");
        using var peer = await Peer.AcceptAsync(listener);
        var run = await command.EndAsync();
        Assert.Equal((int)ExitStatus.TimedOut, run.Status);
        Assert.Contains("nothing passed for 100ms", run.ErrorLine);
    }

    [Fact]
    public async Task Listener_WhenNobodyComes_ThenStatus4()
    {
        var line = await TheCommand.FailAsync(
            ExitStatus.TimedOut, "listen", "unix:@sq-nobody-comes", "--quiet", "--timeout", "50ms");
        Assert.Equal("unix:@sq-nobody-comes: nobody connected within 50ms", line);
    }

    [Fact]
    public async Task Name_WhenItDoesNotResolve_ThenStatus5() =>
        Assert.Contains("no.such.host.invalid", await TheCommand.FailAsync(
            ExitStatus.NameNotFound, "connect", "tcp:no.such.host.invalid:80"));

    [Fact]
    public async Task Service_WhenItIsUnknown_ThenStatus5() =>
        Assert.Contains("nosuchservice", await TheCommand.FailAsync(
            ExitStatus.NameNotFound, "connect", "tcp:localhost:nosuchservice"));

    [Fact]
    public async Task Port_WhenItIsTheSystems_ThenStatus7AndTheRemedy()
    {
        var run = await TheCommand.ScriptAsync(
            "unshare -rn setpriv --bounding-set=-all --inh-caps=-all --no-new-privs " +
            "\"$SOQUETE\" listen tcp4:127.0.0.1:80 </dev/null");
        Assert.True(run.Status == (int)ExitStatus.NotPermitted, run.ToString());
        Assert.Contains("CAP_NET_BIND_SERVICE", run.ErrorLine);
    }

    [Fact]
    public async Task Network_WhenUnreachable_ThenStatus1()
    {
        var run = await TheCommand.ScriptAsync("unshare -rn \"$SOQUETE\" connect tcp:192.0.2.1:9 </dev/null");
        Assert.True(run.Status == (int)ExitStatus.Failed, run.ToString());
        Assert.Contains("ENETUNREACH", run.ErrorLine);
    }

    [Fact]
    public async Task Port_WhenTaken_ThenStatus1AndARemedy()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        Assert.Contains("EADDRINUSE", await TheCommand.FailAsync(ExitStatus.Failed, "listen", address));
    }

    [Fact]
    public async Task Path_WhenSomebodyListens_ThenIsNotTakenOver()
    {
        using var folder = new TemporaryFolder();
        await using var first = Child.Command("listen", $"unix:{folder["s"]}", "--keep", "--echo");
        await first.ErrorLineAsync("listening");
        Assert.Contains("EADDRINUSE", await TheCommand.FailAsync(ExitStatus.Failed, "listen", $"unix:{folder["s"]}"));
        using var peer = await Peer.ConnectAsync($"listening on unix:{folder["s"]}");
        await peer.SendAsync("still there");
        Assert.Equal("still there", await peer.ReceiveAsync(11));
    }

    [Theory]
    [InlineData("file:/nonexistent/file")]
    [InlineData("exec:/nonexistent/command")]
    public async Task File_WhenMissing_ThenStatus1(string address) =>
        Assert.Contains("ENOENT", await TheCommand.FailAsync(ExitStatus.Failed, "connect", address));

    [Fact]
    public async Task File_WhenTheDiskIsFull_ThenStatus1()
    {
        var run = await TheCommand.ScriptAsync(
            "head -c 1000000 /dev/zero 2>/dev/null | \"$SOQUETE\" relay - file:/dev/full,create=off,truncate=off");
        Assert.Contains("ENOSPC", run.ErrorLine);
        Assert.Matches("^soquete: .*/dev/full", run.ErrorLine);
    }

    [Fact]
    public async Task Peer_WhenItResetsInTheMiddle_ThenStatus8AndWhatPassedIsSaid()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var command = Child.Script(
            "yes 2>/dev/null | \"$SOQUETE\" connect $ADDRESS; exit ${PIPESTATUS[1]}", ("ADDRESS", address));
        using var peer = await Peer.AcceptAsync(listener);
        await peer.ReceiveAsync(100_000);
        peer.Reset();
        var run = await command.EndAsync();
        Assert.True(run.Status == (int)ExitStatus.BrokenOff, run.ToString());
        Assert.Matches(@"^soquete: .*\d+ bytes sent and 0 received.*(ECONNRESET|EPIPE)", run.ErrorLine);
    }

    [Fact]
    public async Task Peer_WhenItResetsWhileItSends_ThenStatus8AndWhatCameIsPrinted()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var command = Child.Command("connect", address);
        using var peer = await Peer.AcceptAsync(listener);
        await command.Input.WriteAsync("x"u8.ToArray());
        Assert.Equal("x", await peer.ReceiveAsync(1));
        peer.Reset();
        var run = await command.EndAsync();
        Assert.True(run.Status == (int)ExitStatus.BrokenOff, run.ToString());
        Assert.Contains("ECONNRESET", run.ErrorLine);
    }

    [Fact]
    public async Task Failure_WhenJson_ThenTellsItsParts()
    {
        var run = await TheCommand.RunAsync("connect", "unix:/nonexistent/s", "--json");
        using var read = System.Text.Json.JsonDocument.Parse(run.ErrorLine);
        string Field(string name) => read.RootElement.GetProperty(name).ToString();
        Assert.Equal(("failed", "3", "unix:/nonexistent/s", "connect", "ENOENT"), (
            Field("event"), Field("status"), Field("address"), Field("call"), Field("errno")));
    }

    [Fact]
    public async Task Trace_WhenDebugging_ThenIsShownAndOtherwiseNot()
    {
        const string Script = "\"$SOQUETE\" connect unix:/nonexistent/s";
        Assert.Contains("Exception", (await TheCommand.ScriptAsync("SOQUETE_DEBUG=1 " + Script)).Error);
        Assert.DoesNotContain("Exception", (await TheCommand.ScriptAsync(Script)).Error);
    }
}
