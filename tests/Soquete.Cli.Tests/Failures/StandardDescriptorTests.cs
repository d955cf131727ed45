using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Failures;

/// <summary>
/// Standard descriptors that are closed, full, or whose reader is gone, in the middle of a connection.
/// </summary>
public class StandardDescriptorTests
{
    [Theory]
    [InlineData("connect", ">&-", "soquete: standard output is closed")]
    [InlineData("connect", "<&-", "soquete: standard input is closed; /dev/null can stand in for it")]
    public async Task Connect_WhenADescriptorIsClosed_ThenOneLineAndStatus1(
        string verb, string redirection, string message)
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        var run = await TheCommand.ScriptAsync($"\"$SOQUETE\" {verb} $ADDRESS {redirection}", ("ADDRESS", address));
        Assert.Equal((message, 1), (run.ErrorLine, run.Status));
    }

    [Fact]
    public async Task Relay_WhenAllAreClosed_ThenNothingButTheFileGoesToThePeer()
    {
        using var folder = new TemporaryFolder();
        using var listener = Peer.ListenOnLoopback(out var address);
        await File.WriteAllTextAsync(folder["f"], "the file");
        await using var script = Child.Script(
            "\"$SOQUETE\" relay file:$FILE $ADDRESS --verbose --explain <&- >&- 2>&-", ("FILE", folder["f"]), (
                "ADDRESS", address));
        using var peer = await Peer.AcceptAsync(listener);
        Assert.Equal("the file"u8.ToArray(), await peer.ReceiveAllAsync());
        peer.CompleteSending();
        Assert.Equal(0, (await script.EndAsync()).Status);
    }

    [Fact]
    public async Task Connect_WhenStandardOutputIsFull_ThenOneLineAndStatus1()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var script = Child.Script("\"$SOQUETE\" connect $ADDRESS > /dev/full", ("ADDRESS", address));
        using var peer = await Peer.AcceptAsync(listener);
        await peer.SendAsync("x");
        var run = await script.EndAsync();
        Assert.Equal(1, run.Status);
        Assert.Contains("ENOSPC", run.ErrorLine);
        Assert.Contains("standard output", run.ErrorLine);
    }

    [Fact]
    public async Task Connect_WhenTheReaderIsGone_ThenIsQuiet()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var script = Child.Script(
            "\"$SOQUETE\" connect $ADDRESS | head -c 4; echo ${PIPESTATUS[0]} >&2", ("ADDRESS", address));
        using var peer = await Peer.AcceptAsync(listener);
        await peer.SendAsync("1234");
        var more = peer.SendAsync(new byte[10_000_000]).ContinueWith(_ => { }, TaskScheduler.Default);
        var run = await script.EndAsync();
        Assert.Equal(("1234", "0\n"), (run.Output, run.Error));
        await more;
    }

    [Fact]
    public async Task Connect_WhenTheReaderIsGoneBeforeAByteComes_ThenTheFirstOneEndsIt()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var script = Child.Script(
            "\"$SOQUETE\" connect $ADDRESS | true; echo ${PIPESTATUS[0]} >&2", ("ADDRESS", address));
        using var peer = await Peer.AcceptAsync(listener);
        await peer.SendAsync("x");
        var run = await script.EndAsync();
        Assert.Equal(("", "0\n"), (run.Output, run.Error));
    }

    [Fact]
    public async Task Connect_WhenTheReaderIsGone_ThenTheInputIsSentToItsEnd()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var script = Child.Script(
            "{ sleep 0.1; echo all of it; } | \"$SOQUETE\" connect $ADDRESS | true", ("ADDRESS", address));
        using (var peer = await Peer.AcceptAsync(listener))
        {
            Assert.Equal("all of it\n", System.Text.Encoding.UTF8.GetString(await peer.ReceiveAllAsync()));
        }

        Assert.Equal(0, (await script.EndAsync()).Status);
    }
}
