using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Map.Events;

/// <summary>The real command; the tests run as root, so the kernel tells of closings.</summary>
public class EventLoopTests
{
    [Fact]
    public async Task Connections_WhenTheyComeAndGo_ThenEachIsALine()
    {
        using var listener = Peer.ListenOnLoopback(out _);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var folder = new TemporaryFolder();
        await using var command = Child.Script(
            $"exec \"$SOQUETE\" map :{port} --events --json --interval 50ms > {folder["out"]}");
        await command.ErrorLineAsync("\"watching\"");
        var (client, server) = await ConnectAsync(listener);
        // Once it was read, a connection that ends is known by name.
        await Wait.UntilAsync(() => Has(folder["out"], "opened"));
        client.Dispose();
        server.Dispose();
        await Wait.UntilAsync(() => Has(folder["out"], "closed"));
        command.Signal("INT");
        Assert.Equal(130, (await command.EndAsync()).Status);
        var lines = Lines(folder["out"]);
        Assert.Equal(["opened", "closed"], lines.Select(line => line.GetProperty("kind").GetString()));
        Assert.All(lines, line => Assert.EndsWith($":{port}", line.GetProperty("to").GetProperty("name").GetString()));
        Assert.All(lines, line => Assert.Equal(Environment.ProcessId, PidOf(line.GetProperty("to"))));
        Assert.Equal(Environment.ProcessId, PidOf(lines[0].GetProperty("from")));
    }

    [Fact]
    public async Task Connection_WhenItIsShorterThanTheInterval_ThenItsEndIsTold()
    {
        using var listener = Peer.ListenOnLoopback(out _);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var folder = new TemporaryFolder();
        await using var command = Child.Script(
            $"exec \"$SOQUETE\" map :{port} --events --interval 1h > {folder["out"]}");
        await command.ErrorLineAsync("told by the kernel");
        var (client, server) = await ConnectAsync(listener);
        client.Dispose();
        server.Dispose();
        await Wait.UntilAsync(() => File.ReadAllText(folder["out"]).Contains('\n'));
        command.Signal("TERM");
        Assert.Equal(130, (await command.EndAsync()).Status);
        Assert.Matches(
            @"^\d\d:\d\d:\d\d\.\d\d\d - tcp 127\.0\.0\.1:\d+ \S+ "
            + $@".*\[{Environment.ProcessId}\].* 127\.0\.0\.1:{port} \(since the last reading\)$",
            Assert.Single(File.ReadAllLines(folder["out"])));
    }

    [Fact]
    public async Task UnixSockets_WhenReadAlone_ThenItIsSaidThatTheKernelTellsNothing()
    {
        using var folder = new TemporaryFolder();
        await using var command = Child.Script(
            $"exec \"$SOQUETE\" map --scheme unix --events --interval 50ms > {folder["out"]}");
        await command.ErrorLineAsync("told by reading every 50ms");
        using (var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            listener.Bind(new UnixDomainSocketEndPoint(folder["s"]));
            listener.Listen();
            await Wait.UntilAsync(() => Says($@"^\S+ \+ unix .* {folder["s"]} listening$"));
        }

        await Wait.UntilAsync(() => Says($@"^\S+ - unix .* {folder["s"]} listening$"));
        command.Signal("INT");
        Assert.Equal(130, (await command.EndAsync()).Status);

        bool Says(string pattern) => File.ReadAllLines(folder["out"]).Any(line => Regex.IsMatch(line, pattern));
    }

    [Fact]
    public async Task Reader_WhenItGoesAway_ThenTheCommandEndsQuietly()
    {
        using var listener = Peer.ListenOnLoopback(out _);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        await using var script = Child.Script(
            $"set +o pipefail; \"$SOQUETE\" map :{port} --events --interval 50ms | head -n 1; echo ${{PIPESTATUS[0]}}");
        await script.ErrorLineAsync("told by the kernel");
        var end = script.EndAsync();
        while (!end.IsCompleted)
        {
            var (client, server) = await ConnectAsync(listener);
            client.Dispose();
            server.Dispose();
            await Task.WhenAny(end, Task.Delay(20));
        }

        var run = await end;
        Assert.EndsWith("\n0\n", run.Output);
        Assert.DoesNotContain("soquete:", run.Error);
    }

    private static async Task<(Socket Client, Socket Server)> ConnectAsync(Socket listener)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!);
        return (client, await listener.AcceptAsync());
    }

    private static int PidOf(JsonElement end) => end.GetProperty("holders")[0].GetProperty("pid").GetInt32();

    private static bool Has(string file, string kind) => File.ReadAllText(file).Contains($"\"kind\":\"{kind}\"");

    private static List<JsonElement> Lines(string file) =>
        [.. File.ReadAllLines(file).Select(line => JsonDocument.Parse(line).RootElement)];
}
