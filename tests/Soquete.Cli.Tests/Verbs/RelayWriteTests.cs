using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Verbs;

/// <summary>The option --write of relay: what passes, in a file that tshark and tcpdump read.</summary>
public class RelayWriteTests
{
    private const string Full = "/dev/full: No space left on device (write: ENOSPC); 0 packets are in the file";

    [Fact]
    public async Task Relay_WhenItRecords_ThenTheFileHasTheConversationAndIsPrivate()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ListeningCommand.StartAsync($"unix:{folder["far"]}", "--keep", "--echo");
        await using var relay = await ListeningCommand.StartVerbAsync(
            "relay", $"unix:{folder["near"]}", $"unix:{folder["far"]}", "--write", folder["seen"]);
        using (var client = await Peer.ConnectAsync(relay.Line))
        {
            await client.SendAsync("over and back");
            client.CompleteSending();
            Assert.Equal("over and back"u8.ToArray(), await client.ReceiveAllAsync());
        }

        var ended = await relay.EndAsync();
        Assert.Equal(((int)ExitStatus.Interrupted, ""), (ended.Status, ended.Output));
        Assert.Equal($"recorded 9 packets in {folder["seen"]}\n", ended.Error[(ended.Error.IndexOf('\n') + 1)..]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["seen"]));
        var followed = await TheCommand.ScriptAsync(
            "tshark -r $SEEN -q -z follow,tcp,ascii,0 2> /dev/null", ("SEEN", folder["seen"]));
        Assert.Equal(2, followed.Output.Split("over and back").Length - 1);
        var facts = await TheCommand.ScriptAsync("capinfos $SEEN", ("SEEN", folder["seen"]));
        Assert.Contains("Capture application: soquete ", facts.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Relay_WhenItRecordsToStandardOutput_ThenAReaderReadsAlong()
    {
        using var folder = new TemporaryFolder();
        var run = await TheCommand.ScriptAsync(
            """
            cd $FOLDER
            head -c 100000 /dev/urandom > sent
            "$SOQUETE" relay file:sent file:got --write - | tcpdump -n -t -r - 2> /dev/null > lines
            cmp sent got && grep -c 'length 3[0-9]*$' lines && grep -c 'Flags \[F' lines
            """,
            ("FOLDER", folder.Path));
        Assert.Equal(("1\n2\n", 0), (run.Output, run.Status));
    }

    [Fact]
    public async Task Relay_WhenTheReaderLeaves_ThenItGoesOnInSilence()
    {
        using var folder = new TemporaryFolder();
        var run = await TheCommand.ScriptAsync(
            """
            cd $FOLDER
            head -c 30000000 /dev/zero > sent
            "$SOQUETE" relay file:sent file:got --write - | head -c 10 > /dev/null
            echo ${PIPESTATUS[0]}
            cmp sent got
            """,
            ("FOLDER", folder.Path));
        Assert.Equal(("0\n", "", 0), (run.Output, run.Error, run.Status));
    }

    [Theory]
    [InlineData("--quiet", "recording ended: " + Full)]
    [InlineData("--json", """{"event":"unrecorded","file":"/dev/full","packets":0,"failure":""" + $"\"{Full}\"")]
    public async Task Relay_WhenTheDiskIsFull_ThenItIsSaidOnceAndEverythingPasses(string option, string line)
    {
        using var folder = new TemporaryFolder();
        var content = RandomBytes.Of(7, 3_000_000);
        await File.WriteAllBytesAsync(folder["from"], content);
        var run = await TheCommand.RunAsync(
            "relay", $"file:{folder["from"]}", $"file:{folder["to"]}", "--write", "/dev/full", option);
        Assert.Equal(1, run.Status);
        Assert.StartsWith(line, run.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(folder["to"]));
    }

    [Fact]
    public async Task File_WhenItCannotBeMade_ThenNothingIsRelayed()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["from"], "text");
        string[] relay = ["relay", $"file:{folder["from"]}", $"file:{folder["to"]}", "--write"];
        await TheCommand.FailAsync(ExitStatus.Failed, [.. relay, folder["nowhere/seen"]]);
        Assert.False(File.Exists(folder["to"]));
    }

    [Fact]
    public async Task StandardOutput_WhenItIsAnEndAsWell_ThenItIsRefused()
    {
        var problem = await TheCommand.FailAsync(ExitStatus.WrongUsage, "relay", "tcp:0", "-", "--write", "-");
        Assert.Equal("relay: --write -: standard output is an end of the relay", problem);
    }
}
