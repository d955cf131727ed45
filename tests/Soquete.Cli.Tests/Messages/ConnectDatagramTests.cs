using System.Net;
using System.Net.Sockets;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Messages;

/// <summary><c>connect</c> by datagrams: what becomes a datagram, and when it is over.</summary>
public class ConnectDatagramTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Lines_WhenSent_ThenEachIsADatagramAndReplyIsPrintedAsALine(string loopback)
    {
        using var peer = Bind(loopback, out var address);
        await using var command = Child.Command("connect", address, "--line", "--replies", "3");
        await command.Input.WriteAsync("one\n\nthree"u8.ToArray());
        command.CompleteInput();
        var came = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var (bytes, from) = await ReceiveAsync(peer);
            came.Add(System.Text.Encoding.UTF8.GetString(bytes));
            await peer.SendToAsync(bytes, from);
        }

        Assert.Equal(["one", "", "three"], came);
        var run = await command.EndAsync();
        Assert.Equal((0, "one\n\nthree\n", ""), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public async Task Chunks_WhenSized_ThenAllButTheLastAreOfThatSize()
    {
        using var peer = Bind("127.0.0.1", out var address);
        var bytes = RandomBytes.Of(5, 65507 + 1000);
        await using var command = Child.Command("connect", address, "--chunk", "65507", "--replies", "1");
        var writing = command.Input.WriteAsync(bytes).AsTask().ContinueWith(
            _ => command.CompleteInput(), TaskScheduler.Default);
        var (first, from) = await ReceiveAsync(peer);
        var (second, _) = await ReceiveAsync(peer);
        await writing;
        Assert.Equal((65507, 1000), (first.Length, second.Length));
        Assert.Equal(bytes, first.Concat(second));
        await peer.SendToAsync("raw, no line feed"u8.ToArray(), from);
        Assert.Equal("raw, no line feed", (await command.EndAsync()).Output);
    }

    [Fact]
    public async Task Pieces_WhenEachIsOneRead_ThenAreDatagrams()
    {
        using var peer = Bind("127.0.0.1", out var address);
        await using var command = Child.Command("connect", address, "--replies", "1");
        foreach (var word in (string[])["first", "second"])
        {
            // The second is written when the first has been read, for it has arrived.
            await command.Input.WriteAsync(System.Text.Encoding.UTF8.GetBytes(word));
            await command.Input.FlushAsync();
            Assert.Equal(word, System.Text.Encoding.UTF8.GetString((await ReceiveAsync(peer)).Bytes));
        }
    }

    [Fact]
    public async Task File_WhenSent_ThenNoDatagramIsLongerThanUdpTakes()
    {
        using var folder = new TemporaryFolder();
        await using var echo = await ListeningCommand.StartAsync("udp:127.0.0.1:0", "--echo");
        var run = await TheCommand.ScriptAsync(
            "head -c 100000 /dev/zero > $FILE; \"$SOQUETE\" connect udp:127.0.0.1:$PORT --replies 2 < $FILE | wc -c",
            ("PORT", echo.Port), ("FILE", folder["f"]));
        Assert.Equal(("100000\n", 0), (run.Output, run.Status));
    }

    [Theory]
    [InlineData("udp:127.0.0.1:")]
    [InlineData("udp:[::1]:")]
    public async Task Port_WhenClosed_ThenStatus3AndOneLine(string host)
    {
        string address;
        using (Bind(host.Contains('[', StringComparison.Ordinal) ? "::1" : "127.0.0.1", out address))
        {
            // Its port is free again once it is disposed.
        }

        // The refusal comes after the end of input, while it waits for ever.
        var run = await TheCommand.ScriptAsync(
            "echo hello | \"$SOQUETE\" connect $ADDRESS --wait 300d", ("ADDRESS", address));
        Assert.True(run.Status == (int)ExitStatus.Refused, run.ToString());
        Assert.Contains("ECONNREFUSED", run.ErrorLine);
    }

    [Fact]
    public async Task Path_WhenNobodyIsThere_ThenStatus3() => Assert.Contains(
        "ENOENT", await TheCommand.FailAsync(ExitStatus.Refused, "connect", "unix-dgram:/nonexistent/s"));

    [Fact]
    public async Task Replies_WhenFewerCome_ThenStatus4AndWhatIsMissing()
    {
        using var peer = Bind("127.0.0.1", out var address);
        await using var command = Child.Command("connect", address, "--replies", "2", "--wait", "50ms");
        await command.Input.WriteAsync("?"u8.ToArray());
        await peer.SendToAsync("!"u8.ToArray(), (await ReceiveAsync(peer)).From);
        command.CompleteInput();
        var run = await command.EndAsync();
        Assert.True(run.Status == (int)ExitStatus.TimedOut, run.ToString());
        Assert.Matches(@"^soquete: udp:\S+: [01] of 2 replies came, and then none for 50ms$", run.ErrorLine);
    }

    [Fact]
    public async Task Timeout_WhenItIsOver_ThenStatus4AndWhatIsMissing()
    {
        using var peer = Bind("127.0.0.1", out var address);
        Assert.EndsWith("0 of 1 replies came within 100ms", await TheCommand.FailAsync(
            ExitStatus.TimedOut, "connect", address, "--replies", "1", "--timeout", "100ms"));
        await using var open = Child.Command("connect", address, "--timeout", "100ms");
        Assert.EndsWith(
            "the input has not ended; replies that came: 0 within 100ms", (await open.EndAsync()).ErrorLine);
    }

    [Fact]
    public async Task Wait_WhenNothingIsSent_ThenEndsByItself()
    {
        using var peer = Bind("127.0.0.1", out var address);
        var run = await TheCommand.RunAsync("connect", address, "--wait", "1ms");
        Assert.Equal(("", "", 0), (run.Output, run.Error, run.Status));
    }

    [Fact]
    public async Task Sender_WhenItHasNoName_ThenDoesNotWaitForReplies()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync($"unix-dgram:{folder["s"]}", "--messages", "1");
        listening.Command.CompleteInput();
        var run = await TheCommand.ScriptAsync(
            "printf hello | \"$SOQUETE\" connect unix-dgram:$PEER,unbound", ("PEER", folder["s"]));
        Assert.Equal(("", 0), (run.Error, run.Status));
        Assert.Equal("hello", (await listening.Command.EndAsync()).Output);
        Assert.Contains("--replies does not go with unix-dgram", await TheCommand.FailAsync(
            ExitStatus.WrongUsage, "connect", $"unix-dgram:{folder["s"]},unbound", "--replies", "1"));
    }

    [Fact]
    public async Task Datagram_WhenTooLongForTheSocket_ThenStatus1AndOneLine()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync($"unix-dgram:{folder["s"]}");
        var run = await TheCommand.ScriptAsync(
            "head -c 8000000 /dev/zero 2>/dev/null | \"$SOQUETE\" connect unix-dgram:$PEER --chunk 8000000",
            ("PEER", folder["s"]));
        Assert.True(run.Status == (int)ExitStatus.Failed, run.ToString());
        Assert.Contains("EMSGSIZE", run.ErrorLine);
    }

    [Fact]
    public async Task Line_WhenLongerThanADatagram_ThenIsSaid()
    {
        using var peer = Bind("127.0.0.1", out var address);
        var run = await TheCommand.ScriptAsync(
            "{ echo short; head -c 65508 /dev/zero; } 2>/dev/null | \"$SOQUETE\" connect $ADDRESS --line",
            ("ADDRESS", address));
        Assert.Equal("soquete: line 2 of the input has more than 65507 bytes", run.ErrorLine);
        Assert.Equal((int)ExitStatus.Failed, run.Status);
    }

    [Fact]
    public async Task Output_WhenItsReaderIsGone_ThenEndsQuietly()
    {
        await using var echo = await ListeningCommand.StartAsync("udp:127.0.0.1:0", "--echo");
        var run = await TheCommand.ScriptAsync(
            "seq 100 | \"$SOQUETE\" connect udp:127.0.0.1:$PORT --line --replies 100 --timeout 60s | head -1; "
                + "echo ${PIPESTATUS[2]}",
            ("PORT", echo.Port));
        Assert.Equal(("1\n0\n", ""), (run.Output, run.Error));
    }

    [Theory]
    [InlineData("--chunk: a datagram over UDP has 1 to 65507 bytes, and 65508 is not among them", "--chunk", "65508")]
    [InlineData("--chunk: a datagram over UDP has 1 to 65507 bytes, and 0 is not among them", "--chunk", "0")]
    [InlineData("--chunk takes a size such as 512, 64k or 1M, not 'x'", "--chunk", "x")]
    [InlineData("connect: --line and --chunk cannot go together", "--chunk", "5", "--line")]
    [InlineData("--replies takes a number from 1 to 2147483647, not '0'", "--replies", "0")]
    [InlineData("--wait takes a duration such as 500ms, 10s or 2m, not 'long'", "--wait", "long")]
    public async Task Options_WhenTheyDoNotFit_ThenAreRefused(string message, params string[] options) =>
        Assert.Contains(
            message.Replace("connect: ", "", StringComparison.Ordinal),
            await TheCommand.FailAsync(ExitStatus.WrongUsage, ["connect", "udp:127.0.0.1:9", .. options]));

    [Theory]
    [InlineData("tcp:127.0.0.1:9", "--line")]
    [InlineData("unix:s", "--replies", "1")]
    [InlineData("exec:cat", "--from")]
    [InlineData("unix-seqpacket:s", "--wait", "1s")]
    public async Task Options_WhenTheAddressHasNoUseForThem_ThenAreRefused(string address, params string[] options) =>
        Assert.Contains("does not go with", await TheCommand.FailAsync(
            ExitStatus.WrongUsage, ["connect", address, .. options]));

    private static Socket Bind(string loopback, out string address)
    {
        var ip = IPAddress.Parse(loopback);
        var socket = new Socket(ip.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(ip, 0));
        address = $"udp:{socket.LocalEndPoint}";
        return socket;
    }

    private static async Task<(byte[] Bytes, EndPoint From)> ReceiveAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        var buffer = new byte[65536];
        var any = new IPEndPoint(
            socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        var result = await socket.ReceiveFromAsync(buffer, any, limit.Token);
        return (buffer[..result.ReceivedBytes], result.RemoteEndPoint);
    }
}
