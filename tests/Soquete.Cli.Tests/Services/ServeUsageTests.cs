using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Services;

/// <summary>What <c>serve</c> refuses, and how it ends.</summary>
public class ServeUsageTests
{
    [Theory]
    [InlineData("tcp:127.0.0.1:0", "nobody connected within 100ms")]
    [InlineData("unix-seqpacket:@soquete-test-nobody", "nobody connected within 100ms")]
    [InlineData("udp:127.0.0.1:0", "nobody sent anything within 100ms")]
    public async Task Service_WhenNobodyComesInTime_ThenTheStatusSaysIt(string address, string words)
    {
        var run = await TheCommand.RunAsync("serve", "echo", address, "--timeout", "100ms");
        Assert.Equal((int)ExitStatus.TimedOut, run.Status);
        Assert.Contains(words, run.Error);
    }

    [Fact]
    public async Task Service_WhenSomebodyCameInTime_ThenGoesOn()
    {
        await using var serving = await ListeningCommand.StartVerbAsync(
            "serve", "echo", "tcp:127.0.0.1:0", "--timeout", "30s", "-v");
        using (await Peer.ConnectAsync(serving.Line))
        {
        }

        await serving.Command.ErrorLineAsync("ended ");
        Assert.Equal((int)ExitStatus.Interrupted, (await serving.EndAsync()).Status);
    }

    [Theory]
    [InlineData("serve: SERVICE is missing; usage: soquete serve SERVICE ADDRESS [OPTION]...")]
    [InlineData("serve: ADDRESS is missing; usage: soquete serve SERVICE ADDRESS [OPTION]...", "echo")]
    [InlineData("--max does not go with udp", "echo", "udp:0", "--max", "3")]
    [InlineData("--inline does not go with time", "time", "tcp:0", "--inline")]
    [InlineData("a service does not go with raw", "echo", "raw:253")]
    [InlineData("exec:cat: exec cannot be listened on", "echo", "exec:cat")]
    [InlineData("serve: udp:1,loss=3%: option 'loss' is for a relay", "echo", "udp:1,loss=3%")]
    public async Task Arguments_WhenWrong_ThenAreRefused(string message, params string[] arguments) =>
        Assert.Equal(message, await TheCommand.FailAsync(ExitStatus.WrongUsage, ["serve", .. arguments]));

    [Fact]
    public async Task Service_WhenUnknown_ThenThoseThatAreAreNamed() => Assert.StartsWith(
        "SERVICE takes echo, discard, chargen, daytime, time",
        await TheCommand.FailAsync(ExitStatus.WrongUsage, "serve", "finger", "tcp:0"));

    [Fact]
    public async Task Path_WhenTheServiceEnds_ThenIsGone()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await ListeningCommand.StartVerbAsync("serve", "discard", $"unix:{folder["s"]}");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["s"]));
        await serving.EndAsync();
        Assert.False(File.Exists(folder["s"]));
    }
}
