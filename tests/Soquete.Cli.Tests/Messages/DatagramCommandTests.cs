using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Messages;

/// <summary>Processes that serve datagrams: one for each, or one for each peer.</summary>
public class DatagramCommandTests
{
    [Fact]
    public async Task Command_WhenRunForEachDatagram_ThenKnowsWhoItServes()
    {
        await using var listening = await ListeningCommand.StartAsync(
            "udp:0", "--line", "--exec", "sh -c 'read line; echo $line $SOQUETE_PROTOCOL $SOQUETE_LOCAL'");
        var run = await TheCommand.ScriptAsync(
            "echo 4 | \"$SOQUETE\" connect udp4:$PORT --line --replies 1; "
                + "echo 6 | \"$SOQUETE\" connect udp6:$PORT --line --replies 1",
            ("PORT", listening.Port));
        Assert.Equal($"4 udp 127.0.0.1:{listening.Port}\n6 udp [::1]:{listening.Port}\n", run.Output);
    }

    [Fact]
    public async Task Writes_WhenACommandMakesSeveral_ThenEachIsADatagramAndNoneIsNone()
    {
        await using var listening = await ListeningCommand.StartAsync(
            "udp:127.0.0.1:0", "--messages", "2", "--exec",
            "sh -c 'read x; test -z $x || { printf one; printf two; }'");
        var run = await TheCommand.ScriptAsync(
            "printf '\\ngo\\n' | \"$SOQUETE\" connect udp:127.0.0.1:$PORT --line --replies 2",
            ("PORT", listening.Port));
        Assert.Equal("one\ntwo\n", run.Output);
        Assert.Equal(0, (await listening.Command.EndAsync()).Status);
    }

    [Fact]
    public async Task Datagram_WhenLong_ThenGoesThroughACommandWhole()
    {
        await using var listening = await ListeningCommand.StartAsync("udp:127.0.0.1:0", "--exec", "cat");
        var run = await TheCommand.ScriptAsync(
            "head -c 65507 /dev/zero | \"$SOQUETE\" connect udp:127.0.0.1:$PORT --chunk 65507 --replies 1 | wc -c",
            ("PORT", listening.Port));
        Assert.Equal("65507\n", run.Output);
    }

    [Fact]
    public async Task Commands_WhenManyDatagramsCome_ThenNoMoreRunThanAllowed()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync(
            $"unix-dgram:{folder["s"]}", "--max", "2", "--messages", "12", "--exec",
            $"sh -c 'cd {folder.Path}; mkdir m.$$; ls -d m.* | wc -l >> counts; rmdir m.$$'");
        await TheCommand.ScriptAsync(
            "seq 12 | \"$SOQUETE\" connect unix-dgram:$PEER,unbound --line", ("PEER", folder["s"]));
        var run = await listening.Command.EndAsync(Limits.Transfer);
        Assert.True(run.Status == 0, run.ToString());
        var counts = File.ReadLines(folder["counts"]).Select(int.Parse).ToArray();
        Assert.Equal(12, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 1, 2));
    }

    [Fact]
    public async Task Command_WhenItFails_ThenIsToldAndTheNextIsServed()
    {
        await using var listening = await ListeningCommand.StartAsync(
            "udp:127.0.0.1:0", "--line", "--exec", "sh -c 'read x; echo $x; exit $x'");
        var run = await TheCommand.ScriptAsync(
            "printf '3\\n' | \"$SOQUETE\" connect udp:127.0.0.1:$PORT --line --replies 1; "
                + "printf '0\\n' | \"$SOQUETE\" connect udp:127.0.0.1:$PORT --line --replies 1",
            ("PORT", listening.Port));
        Assert.Equal("3\n0\n", run.Output);
        Assert.EndsWith("(sh exited with status 3)", await listening.Command.ErrorLineAsync("unserved"));
    }

    [Fact]
    public async Task Session_WhenAPeerSendsAgain_ThenTheSameProcessHasIt()
    {
        await using var listening = await ListeningCommand.StartAsync(
            "udp:127.0.0.1:0", "--session", "--line", "--exec",
            "sh -c 'n=0; while read x; do n=$((n+1)); echo $n $x; done'");
        var script = "seq 3 | \"$SOQUETE\" connect udp:127.0.0.1:$PORT --line --replies 3";
        var run = await TheCommand.ScriptAsync($"{script}; {script}", ("PORT", listening.Port));
        Assert.Equal(string.Concat(Enumerable.Repeat("1 1\n2 2\n3 3\n", 2)), run.Output);
    }

    [Fact]
    public async Task Session_WhenItsPeerIsSilent_ThenItsProcessSeesTheEnd()
    {
        await using var listening = await ListeningCommand.StartAsync(
            "udp:127.0.0.1:0,idle-timeout=100ms", "--session", "--exec", "sh -c 'cat; printf bye'", "-v");
        var run = await TheCommand.ScriptAsync(
            "printf hello | \"$SOQUETE\" connect udp:127.0.0.1:$PORT --replies 2", ("PORT", listening.Port));
        Assert.Equal("hellobye", run.Output);
        await listening.Command.ErrorLineAsync("session ended");
    }

    [Fact]
    public async Task Sessions_WhenThereAreTooMany_ThenTheOneSilentLongestGoes()
    {
        await using var listening = await ListeningCommand.StartAsync(
            "udp:127.0.0.1:0", "--session", "--max", "1", "--exec", "cat", "-v");
        await TheCommand.ScriptAsync(
            "for i in 1 2; do echo $i | \"$SOQUETE\" connect udp:127.0.0.1:$PORT --replies 1; done",
            ("PORT", listening.Port));
        await listening.Command.ErrorLineAsync("session ended");
    }
}
