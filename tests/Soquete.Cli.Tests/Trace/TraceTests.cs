using System.Text.Json;
using Soquete.Cli.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Cli.Tests.Trace;

/// <summary>The verb <c>trace</c>, between hosts with routers in between.</summary>
public class TraceTests
{
    private const string Times = @"(  \d+\.\d{3} ms){3}";

    [Theory]
    [InlineData(false, "--udp")]
    [InlineData(false, "--icmp")]
    [InlineData(true, "--tcp=80")]
    public async Task Trace_WhenTheHostIsReached_ThenPrintsALineForEachHop(bool isIPv6, string method)
    {
        await using var chain = await RoutedChain.CreateAsync();
        var path = chain.Path(isIPv6);
        var run = await RunAsync(chain, $"{path[^1]}", "--no-names", method);
        Assert.True(run.Status == 0, run.ToString());
        Assert.Empty(run.Error);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith($"trace to {path[^1]} from {(isIPv6 ? chain.Left.IPv6 : chain.Left.IPv4)}: ", lines[0]);
        Assert.Equal(5, lines.Length);
        for (var hop = 1; hop <= 4; hop++)
        {
            Assert.Matches($"^ {hop}  {path[hop - 1]}{Times}$", lines[hop]);
        }
    }

    [Fact]
    public async Task Trace_WhenAskedForJson_ThenPrintsAnObjectForEachHopAndOneForThePath()
    {
        await using var chain = await RoutedChain.CreateAsync(1500, 1400);
        var run = await RunAsync(chain, $"{chain.Right.IPv4}", "--mtu", "--json", "--probes", "2");
        Assert.True(run.Status == 0, run.ToString());
        var objects = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["hop", "hop", "path"], objects.Select(one => one.GetProperty("event").GetString()));
        Assert.Equal([1, 2], objects.SkipLast(1).Select(one => one.GetProperty("ttl").GetInt32()));
        var answers = objects[0].GetProperty("answers").EnumerateArray().ToList();
        Assert.Equal(2, answers.Count);
        Assert.All(answers, answer =>
        {
            Assert.Equal(chain.Path(false)[0].ToString(), answer.GetProperty("address").GetString());
            Assert.Equal((11, 0), (answer.GetProperty("type").GetInt32(), answer.GetProperty("code").GetInt32()));
            Assert.True(answer.GetProperty("time_ms").GetDouble() > 0);
        });
        Assert.Equal(1400, objects[0].GetProperty("mtu").GetInt32());
        Assert.True(objects[1].GetProperty("reached").GetBoolean());
        Assert.Equal("reached", objects[2].GetProperty("ending").GetString());
        Assert.Equal(1500, objects[2].GetProperty("first_mtu").GetInt32());
        Assert.Equal(1400, objects[2].GetProperty("mtu").GetInt32());
    }

    [Fact]
    public async Task Trace_WhenALinkTakesLess_ThenSaysWhere()
    {
        await using var chain = await RoutedChain.CreateAsync(1500, 1400);
        var run = await RunAsync(chain, $"{chain.Right.IPv6}", "--mtu", "-n");
        Assert.True(run.Status == 0, run.ToString());
        Assert.Matches($"\n 1  {chain.Path(true)[0]}{Times}  MTU 1400 from here\n", run.Output);
        Assert.EndsWith("\nMTU 1400 all the way\n", run.Output);
    }

    [Fact]
    public async Task Trace_WhenARouterHasNoRoute_ThenSaysSoWithStatus3()
    {
        await using var chain = await RoutedChain.CreateAsync(1500, 1500);
        var run = await RunAsync(chain, "10.123.123.123", "-n");
        Assert.Equal((int)ExitStatus.Refused, run.Status);
        Assert.Matches($@"\n 1  {chain.Path(false)[0]}(  \d+\.\d{{3}} ms !N){{3}}\n$", run.Output);
        Assert.Equal($"unreachable: {chain.Path(false)[0]} says network unreachable", run.ErrorLine);
    }

    [Fact]
    public async Task Trace_WhenTheHostIsFurther_ThenSaysSoWithStatus4()
    {
        await using var chain = await RoutedChain.CreateAsync(1500, 1500);
        var run = await RunAsync(chain, $"{chain.Right.IPv4}", "-n", "--hops", "1");
        Assert.Equal((int)ExitStatus.TimedOut, run.Status);
        Assert.Equal("not reached: it is further than --hops lets a trace go", run.ErrorLine);
    }

    [Fact]
    public async Task Trace_WhenInterrupted_ThenPrintsWhatWasFound()
    {
        await using var chain = await RoutedChain.CreateAsync(1500, 1500);
        // Nobody has the address: what is sent there waits for a neighbour, for seconds.
        var nobody = $"{string.Join('.', chain.Right.IPv4.ToString().Split('.')[..3])}.99";
        await using var command = Inside(chain, nobody, "-n", "--timeout", "60s", "--silent", "200", "--hops", "255");
        await using var watched = Child.Script(
            $"until ip netns exec {chain.Routers[0].Namespace.Name} ip neigh show {nobody} | grep -q .; do :; done");
        Assert.Equal(0, (await watched.EndAsync()).Status);
        command.Signal("INT");
        var run = await command.EndAsync();
        Assert.Equal((int)ExitStatus.Interrupted, run.Status);
        Assert.Contains($"\n 1  {chain.Path(false)[0]}", run.Output);
    }

    [Fact]
    public async Task Trace_WhenAnyUserRunsIt_ThenUdpWorksAndTcpSaysWhatItLacks()
    {
        await using var chain = await RoutedChain.CreateAsync(1500, 1500);
        var udp = await RunAsync(AsNobody, chain, $"{chain.Right.IPv4}", "-n");
        Assert.True(udp.Status == 0, udp.ToString());
        Assert.Matches($"\n 2  {chain.Right.IPv4}{Times}\n$", udp.Output);
        foreach (var method in new[] { "--tcp=80", "--icmp" })
        {
            var run = await RunAsync(AsNobody, chain, $"{chain.Right.IPv4}", method);
            Assert.Equal((int)ExitStatus.NotPermitted, run.Status);
            Assert.Contains("this process lacks CAP_NET_RAW", run.ErrorLine);
            Assert.EndsWith("; UDP probes need no authority", run.ErrorLine);
        }

        chain.Left.Namespace.Run(() => File.WriteAllText("/proc/sys/net/ipv4/ping_group_range", "0 65535"));
        var icmp = await RunAsync(AsNobody, chain, $"{chain.Right.IPv4}", "-n", "--icmp");
        Assert.True(icmp.Status == 0, icmp.ToString());
    }

    [Fact]
    public async Task Trace_WhenANameIsKnown_ThenPrintsIt()
    {
        // hosts(5) has it.
        var run = await TheCommand.RunAsync("trace", "127.0.0.1", "--quiet");
        Assert.True(run.Status == 0, run.ToString());
        Assert.Matches($@"^ 1  localhost\S* \(127\.0\.0\.1\){Times}\n$", run.Output);
    }

    [Theory]
    [InlineData("trace: HOST is missing", "-n")]
    [InlineData("'1.2.3' is no IPv4 address", "1.2.3")]
    [InlineData("--udp and --icmp cannot go together", "127.0.0.1", "--udp", "--icmp")]
    [InlineData("--size and --mtu cannot go together", "127.0.0.1", "--size", "100", "--mtu")]
    [InlineData("--probes takes a number from 1 to 10, not '11'", "127.0.0.1", "--probes", "11")]
    [InlineData("--size takes a size from 36 to 65535, not '35'", "127.0.0.1", "--size", "35")]
    [InlineData("it is not of IPv6, which is asked for", "127.0.0.1", "--ipv6")]
    public async Task Trace_WhenMistyped_ThenSaysWhatIsWrong(string problem, params string[] arguments) =>
        Assert.Contains(problem, await TheCommand.FailAsync(ExitStatus.WrongUsage, ["trace", .. arguments]));

    [Fact]
    public async Task Trace_WhenTheNameIsNotFound_ThenSaysSoWithStatus5() => Assert.Contains(
        "no address was found for the name 'nobody.invalid'",
        await TheCommand.FailAsync(ExitStatus.NameNotFound, "trace", "nobody.invalid"));

    private static readonly string[] AsRoot = [];

    private static readonly string[] AsNobody =
        ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps=-all"];

    private static Child Inside(RoutedChain chain, params string[] arguments) => Inside(AsRoot, chain, arguments);

    private static Child Inside(string[] user, RoutedChain chain, params string[] arguments)
    {
        string[] words = [.. user, CommandPath.Value, "trace", .. arguments];
        return Child.Program("ip", chain.Left.Namespace.Words(words[0], words[1..]));
    }

    private static Task<Run> RunAsync(RoutedChain chain, params string[] arguments) =>
        RunAsync(AsRoot, chain, arguments);

    private static async Task<Run> RunAsync(string[] user, RoutedChain chain, params string[] arguments)
    {
        await using var command = Inside(user, chain, arguments);
        command.CompleteInput();
        return await command.EndAsync();
    }
}
