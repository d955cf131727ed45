using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Services;

/// <summary><c>serve</c> over datagrams.</summary>
public class ServeDatagramTests
{
    [Theory]
    [InlineData("udp:127.0.0.1:0", "socat -t 9 - UDP4:127.0.0.1:$PORT")]
    [InlineData("unix-dgram:$FOLDER/s", "socat -t 9 - UNIX-SENDTO:$FOLDER/s,bind=$FOLDER/c")]
    public async Task Echo_WhenSocatAsks_ThenItGetsBackWhatItSent(string address, string client)
    {
        using var folder = new TemporaryFolder();
        await using var serving = await ServeAsync("echo", address.Replace("$FOLDER", folder.Path));
        await using var asking = Child.Script(
            $"echo hello | {client} | head -1", ("PORT", serving.Port), ("FOLDER", folder.Path));
        Assert.Equal("hello\n", (await asking.EndAsync()).Output);
        Assert.Equal((int)ExitStatus.Interrupted, (await serving.EndAsync()).Status);
    }

    [Fact]
    public async Task Echo_WhenManyAskAtOnce_ThenEachGetsItsOwn()
    {
        await using var serving = await ServeAsync("echo", "udp:127.0.0.1:0");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            using var client = Client(serving);
            for (var round = 0; round < 20; round++)
            {
                Assert.Equal($"{i}.{round}", Encoding.ASCII.GetString(await AskAsync(client, $"{i}.{round}")));
            }
        }));
    }

    [Fact]
    public async Task Time_WhenAskedByAnEmptyDatagram_ThenOneAnswers()
    {
        await using var serving = await ServeAsync("time", "udp:127.0.0.1:0");
        using var client = Client(serving);
        var seconds = BinaryPrimitives.ReadUInt32BigEndian(await AskAsync(client, ""));
        var now = (DateTime.UtcNow - new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalSeconds;
        Assert.InRange(seconds, now - 60, now);
    }

    [Fact]
    public async Task Chargen_WhenAskedOnTheLoopback_ThenAnswersHaveUpTo512Characters()
    {
        await using var serving = await ServeAsync("chargen", "udp:127.0.0.1:0");
        using var client = Client(serving);
        var lengths = new List<int>();
        for (var i = 0; i < 40; i++)
        {
            lengths.Add((await AskAsync(client, "x")).Length);
        }

        Assert.All(lengths, length => Assert.InRange(length, 0, 512));
        Assert.True(lengths.Max() > 1, "forty answers in a row had one character at most");
    }

    /// <summary>Two services that answer each other would never end.</summary>
    [Fact]
    public async Task Datagram_WhenItComesFromAPortOfTheSystem_ThenIsNotAnswered()
    {
        if (Environment.UserName != "root")
        {
            return;
        }

        await using var serving = await ServeAsync("echo", "udp:127.0.0.1:0", "--json", "--verbose");
        var port = JsonDocument.Parse(serving.Line).RootElement.GetProperty("ends")[0].GetString()!.Split(':')[^1];
        using var service = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        service.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.77"), 7));
        service.SendTo("loop"u8, new IPEndPoint(IPAddress.Loopback, int.Parse(port)));
        using var told = JsonDocument.Parse(await serving.Command.ErrorLineAsync("unanswered"));
        Assert.Equal("127.0.0.77:7", told.RootElement.GetProperty("from").GetString());
        Assert.Equal(0, service.Available);
    }

    [Fact]
    public async Task Discard_WhenSentTo_ThenTellsWithVerboseAndAnswersNothing()
    {
        await using var serving = await ServeAsync("discard", "udp:127.0.0.1:0", "-v");
        using var client = Client(serving);
        await client.SendAsync(Encoding.ASCII.GetBytes("gone"));
        await serving.Command.ErrorLineAsync(": 4 bytes");
        Assert.Equal((int)ExitStatus.Interrupted, (await serving.EndAsync()).Status);
        Assert.Equal(0, client.Available);
    }

    [Fact]
    public async Task Address_WhenOpenToOthers_ThenTheLineSaysIt()
    {
        await using var serving = await ServeAsync("daytime", "udp4:*:0");
        Assert.EndsWith(", open to other machines", serving.Line);
    }

    private static Task<ListeningCommand> ServeAsync(string service, params string[] words) =>
        ListeningCommand.StartVerbAsync("serve", [service, .. words]);

    private static UdpClient Client(ListeningCommand serving) =>
        new("127.0.0.1", int.Parse(serving.Port));

    private static async Task<byte[]> AskAsync(UdpClient client, string question)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        await client.SendAsync(Encoding.ASCII.GetBytes(question), limit.Token);
        return (await client.ReceiveAsync(limit.Token)).Buffer;
    }
}
