using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Arguments;

/// <summary>Options of messages, put together as nobody would: an answer in one line, and never a crash.</summary>
public class OddArgumentTests
{
    [Fact]
    public async Task Words_WhenGenerated_ThenEachRunEndsWithAStatusAndOneLine()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] words =
        [
            "--line", "--chunk", "--wait", "--replies", "--from", "--messages", "--session", "--echo", "--exec",
            "--max", "--keep", "--timeout",
            "0", "-1", "1ms", "65508", "99999999999999999999", "", "cat", "--", "\n", "é",
        ];
        string[] addresses = ["udp:127.0.0.1:9", "unix-dgram:/nonexistent/s", "unix-seqpacket:/nonexistent/s", "tcp:1"];
        for (var round = 0; round < 20; round++)
        {
            string[] arguments =
            [
                random.Next(2) == 0 ? "connect" : "relay", .. random.GetItems(addresses, 1),
                .. random.GetItems(words, random.Next(1, 5)), "--timeout", "50ms",
            ];
            var run = await TheCommand.RunAsync(arguments);
            var said = $"seed {seed}: {string.Join(' ', arguments)}\n{run}";
            Assert.True(run.Status is >= 0 and <= 8, said);
            Assert.DoesNotContain("unexpected", run.Error.Replace("unexpected argument", "", StringComparison.Ordinal));
            Assert.True(run.Status == 0 || run.Error.Count(c => c == '\n') == 1, said);
        }
    }

    [Theory]
    [InlineData("connect", "udp:127.0.0.1:9,loss=1%", "loss")]
    [InlineData("connect", "tcp:1,delay=5ms", "delay")]
    [InlineData("connect", "unix:@nobody,frame=u16", "frame")]
    [InlineData("listen", "unix-seqpacket:@nobody,rate=1mbit", "rate")]
    [InlineData("listen", "udp:0,seed=7", "seed")]
    public async Task Address_WhenItHasAnOptionOfRelays_ThenNoOtherVerbIgnoresIt(
        string verb, string address, string option)
    {
        var run = await TheCommand.RunAsync(verb, address);
        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.Equal($"soquete: {verb}: {address}: option '{option}' is for a relay\n", run.Error);
    }
}
