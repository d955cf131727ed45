using System.Globalization;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <summary>The programs that people use today, at the other end.</summary>
public sealed class DatagramPeerProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("udp4:0", "nc -u -p {1} 127.0.0.1 {0}")]
    [InlineData("udp6:0", "nc -u ::1 {0}")]
    [InlineData("udp4:0", "ncat -u 127.0.0.1 {0}")]
    [InlineData("udp6:0", "ncat -6 -u ::1 {0}")]
    [InlineData("udp4:0", "socat - UDP4:127.0.0.1:{0}")]
    [InlineData("udp6:0", "socat - UDP6:[::1]:{0}")]
    [InlineData("udp:*:0", "socat - UDP4-DATAGRAM:127.0.0.1:{0}")]
    [InlineData("unix-dgram:{2}", "nc -uU -s {3} {2}")]
    [InlineData("unix-dgram:{2}", "socat - UNIX-SENDTO:{2},bind={3}")]
    [InlineData("unix-dgram:{2}", "socat - UNIX-CLIENT:{2},type=2,bind={3}")]
    [InlineData("unix-dgram:@soquete-{1}", "socat - ABSTRACT-SENDTO:soquete-{1},bind=soquete-{1}-own")]
    public async Task Bound_WhenAForeignProgramAsks_ThenItGetsTheAnswers(string address, string program)
    {
        var spare = await ClosedPort.TakeAsync("udp4");
        var text = Text(address, 0, spare.Port);
        await using var bound = await DatagramSocket.BindAsync(Address.Parse(text));
        var port = text.StartsWith("udp", StringComparison.Ordinal) ? bound.Port() : 0;
        await using var asking = Child.Script($"exec {Text(program, port, spare.Port)}");
        foreach (var question in new[] { "one", "two", "three" })
        {
            await asking.Input.WriteLineAsync(question);
            await asking.Input.FlushAsync();
            var (datagram, asked) = await bound.ReceiveWholeAsync();
            Assert.Equal(question + "\n", asked);
            Assert.Equal(DatagramPeerKind.Named, datagram.Source.Kind);
            await bound.ReplyTextAsync($"answer to {question}\n", datagram);
            await asking.LineAsync($"answer to {question}");
        }
    }

    [Theory]
    [InlineData("udp4:{0}", "socat -u UDP4-RECV:{0} STDOUT")]
    [InlineData("udp6:{0}", "socat -u UDP6-RECV:{0} STDOUT")]
    [InlineData("udp:{0}", "nc -u -l 127.0.0.1 {0}")]
    [InlineData("udp4:{0}", "ncat -u -l 127.0.0.1 {0}")]
    [InlineData("unix-dgram:{2}", "socat -u UNIX-RECV:{2} STDOUT")]
    [InlineData("unix-dgram:{2}", "nc -uU -l {2}")]
    public async Task Connected_WhenAForeignProgramReceives_ThenItHears(string address, string program)
    {
        var port = (await ClosedPort.TakeAsync("udp4")).Port;
        await using var hearing = Child.Script($"exec {Text(program, port, port)}");
        await using var connected = await ConnectOnceBoundAsync(Text(address, port, port));
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                await connected.SendTextAsync("heard\n");
            }
            catch (SoqueteException refused) when (refused.Kind == FailureKind.Refused)
            {
                // It has not bound its port yet.
                return false;
            }

            return hearing.Output.Contains("heard", StringComparison.Ordinal);
        });
        using var batch = new DatagramBatch();
        batch.TryAdd("in a batch\n"u8);
        batch.TryAdd("of two dgs\n"u8);
        await connected.SendAsync(batch).Soon();
        await hearing.LineAsync("in a batch");
        await hearing.LineAsync("of two dgs");
    }

    [Theory]
    [InlineData("udp4:127.0.0.1:{0}", "socat UDP4-RECVFROM:{0},fork SYSTEM:'cat'")]
    [InlineData("udp6:[::1]:{0}", "socat UDP6-RECVFROM:{0},fork SYSTEM:'cat'")]
    [InlineData("unix-dgram:{2},bind={3}", "socat UNIX-RECVFROM:{2},fork SYSTEM:'cat'")]
    public async Task Connected_WhenAForeignProgramEchoes_ThenTheAnswersComeBack(string address, string program)
    {
        var port = (await ClosedPort.TakeAsync("udp4")).Port;
        await using var echoing = Child.Script($"exec {Text(program, port, port)}");
        if (address.StartsWith("udp", StringComparison.Ordinal))
        {
            var scheme = address[..4];
            await Eventually.HoldsAsync(() => IsTaken(scheme == "udp6" ? "udp6" : "udp", port));
        }

        await using var connected = await ConnectOnceBoundAsync(Text(address, port, port));
        foreach (var text in new[] { "one", "two" })
        {
            await connected.SendTextAsync(text);
            Assert.Equal(text, await connected.ReceiveTextAsync());
        }
    }

    private static bool IsTaken(string table, int port) => File.ReadLines($"/proc/net/{table}").Any(line =>
        line.Contains(string.Create(CultureInfo.InvariantCulture, $":{port:X4} "), StringComparison.Ordinal));

    /// <summary>A path appears when the program binds it.</summary>
    private async Task<DatagramSocket> ConnectOnceBoundAsync(string address)
    {
        await Eventually.HoldsAsync(() => !address.StartsWith("unix", StringComparison.Ordinal)
            || File.Exists(_folder["s"]));
        return await DatagramSocket.ConnectAsync(Address.Parse(address)).Soon();
    }

    private string Text(string format, int port, int spare) =>
        string.Format(CultureInfo.InvariantCulture, format, port, spare, _folder["s"], _folder["own"]);
}
