using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Messages;

/// <summary>The tools that people have: each understands us, and we understand it.</summary>
public class ForeignPeerTests
{
    [Theory]
    [InlineData("udp:127.0.0.1:0", "echo hello | socat -t 0.1 - UDP4-SENDTO:127.0.0.1:$PORT")]
    [InlineData("udp:[::1]:0", "echo hello | socat -t 0.1 - UDP6-SENDTO:[::1]:$PORT")]
    [InlineData("udp:127.0.0.1:0", "echo hello | nc -u -w 1 127.0.0.1 $PORT")]
    [InlineData("udp:[::1]:0", "echo hello | nc -u -w 1 ::1 $PORT")]
    [InlineData("udp:127.0.0.1:0", "echo hello | ncat -u --send-only 127.0.0.1 $PORT")]
    [InlineData("unix-dgram:$FOLDER/s", "echo hello | socat -u - UNIX-SENDTO:$FOLDER/s")]
    [InlineData("unix-dgram:$FOLDER/s", "echo hello | nc -u -U -w 1 $FOLDER/s")]
    [InlineData("unix-dgram:@$FOLDER", "echo hello | socat -u - ABSTRACT-SENDTO:$FOLDER")]
    public async Task Sender_WhenItIsAnotherTool_ThenItsDatagramIsPrinted(string address, string sender)
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync(
            address.Replace("$FOLDER", folder.Path, StringComparison.Ordinal), "--messages", "1");
        listening.Command.CompleteInput();
        await using var peer = Child.Script(sender, ("PORT", listening.Port), ("FOLDER", folder.Path));
        var run = await listening.Command.EndAsync();
        Assert.Equal((0, "hello\n"), (run.Status, run.Output));
    }

    [Theory]
    [InlineData("udp:127.0.0.1:0", "socat -t 9 - UDP4:127.0.0.1:$PORT")]
    [InlineData("udp:[::1]:0", "socat -t 9 - UDP6:[::1]:$PORT")]
    [InlineData("udp:127.0.0.1:0", "nc -u 127.0.0.1 $PORT")]
    [InlineData("udp:[::1]:0", "ncat -u ::1 $PORT")]
    [InlineData("unix-dgram:$FOLDER/s", "socat -t 9 - UNIX-SENDTO:$FOLDER/s,bind=$FOLDER/c")]
    public async Task Client_WhenItIsAnotherTool_ThenItIsAnswered(string address, string client)
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync(
            address.Replace("$FOLDER", folder.Path, StringComparison.Ordinal), "--exec", "tr a-z A-Z");
        // The first line of the answer is enough: most of them wait for more.
        await using var peer = Child.Script(
            $"exec 3< <(exec 2>/dev/null; {{ echo hello; sleep 10; }} | {client}); head -1 <&3",
            ("PORT", listening.Port), ("FOLDER", folder.Path));
        Assert.Equal("HELLO\n", (await peer.EndAsync()).Output);
    }

    [Theory]
    [InlineData(
        "socat -d -d UDP4-RECVFROM:$PORT,bind=127.0.0.1,fork EXEC:'tr a-z A-Z'", "receiving on ",
        "udp:127.0.0.1:$PORT")]
    [InlineData(
        "socat -d -d UDP6-RECVFROM:$PORT,bind=[::1],fork EXEC:'tr a-z A-Z'", "receiving on ", "udp:[::1]:$PORT")]
    [InlineData(
        "socat -d -d UNIX-RECVFROM:$FOLDER/s,fork EXEC:'tr a-z A-Z'", "receiving on ", "unix-dgram:$FOLDER/s")]
    public async Task Server_WhenItIsAnotherTool_ThenItsReplyIsPrinted(string server, string ready, string address)
    {
        using var folder = new TemporaryFolder();
        var port = FreePort();
        await using var peer = Child.Script(server, ("FOLDER", folder.Path), ("PORT", port));
        await peer.ErrorLineAsync(ready);
        var target = address.Replace("$FOLDER", folder.Path, StringComparison.Ordinal)
            .Replace("$PORT", port, StringComparison.Ordinal);
        await using var command = Child.Command("connect", target, "--replies", "1");
        await command.Input.WriteAsync("loud\n"u8.ToArray());
        command.CompleteInput();
        var run = await command.EndAsync();
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal("LOUD\n", run.Output);
    }

    /// <summary>That of a socket which is closed again: the tools do not tell which port they took.</summary>
    private static string FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
    }
}
