using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour;
using Soquete.Cli.Verbs.Tour.Reports;
using Soquete.Streams;

namespace Soquete.Cli.Tests.Tour.Stops;

/// <summary>A stop that shows something wrong has to notice.</summary>
public class CheckTests
{
    [Fact]
    public void Association_WhenTheEndsDiffer_ThenTheStopFails()
    {
        var good = ServerAndClient([Sample.Association("b", "a")]);
        var bad = ServerAndClient([Sample.Association("c", "a")]);
        var none = ServerAndClient([]);
        Assert.Null(ProblemOf("tcp", good));
        const string Problem = "the server has 'tcp a <-> b', which is not what the client has: ";
        Assert.Equal(Problem + "'tcp c <-> a'", ProblemOf("tcp", bad));
        Assert.Equal(Problem + "none", ProblemOf("tcp", none));
    }

    [Theory]
    [InlineData("0600", 2, null)]
    [InlineData("0666", 2, "the socket's file has mode 0666, not 0600")]
    [InlineData("0600", 3, "the server sees 'pid 3 uid 0 gid 0', and the client is 'pid 2 uid 0 gid 0'")]
    public void Unix_WhenModeOrPeerIsWrong_ThenTheStopFails(string mode, int peer, string? problem) =>
        Assert.Equal(problem, ProblemOf("unix", Sample.Evidence(
            ("server", [Sample.Association("a", "b"), Fact("mode", mode), Who("self", 1), Who("peer", peer)]),
            ("client", [Sample.Association("b", "a"), Who("self", 2), Who("peer", 1)]))));

    [Fact]
    public void HappyEyeballs_WhenOnlyOneWasTried_ThenTheStopFails() => Assert.Contains(
        "no failed attempt over IPv6",
        ProblemOf("happy-eyeballs", Ends(Sample.Call("connect"), Sample.Call("accept4"))));

    [Fact]
    public void Reset_WhenTheClientSawAnEnd_ThenTheStopFails()
    {
        Assert.Null(ProblemOf("reset", Ends(Sample.Call("recv", -1, "ECONNRESET"))));
        Assert.Equal("no recv of the client failed with ECONNRESET", ProblemOf("reset", Ends(Sample.Call("recv"))));
    }

    [Theory]
    [InlineData(5, 6, null)]
    [InlineData(6, 5, "the answer did not come after the half-close")]
    public void Relay_WhenTheAnswerCameFirst_ThenTheStopFails(int halfClose, int answer, string? problem) =>
        Assert.Equal(problem, ProblemOf("relay", Sample.Evidence(
            ("server", [Sample.Call("send", after: answer, pid: 1), Sample.Association("a", "b")]),
            ("relay", [Sample.Association("b", "a"), Sample.Association("c", "d")]),
            ("client", [Sample.Call("shutdown", after: halfClose, pid: 3), Sample.Association("d", "c")]))));

    /// <summary>TEST-NET-1 (RFC 5737) is nobody's, so no address of it can be bound.</summary>
    [Theory]
    [InlineData("tcp4:192.0.2.1:0", "this machine has no IPv6 loopback (bind: EADDRNOTAVAIL)")]
    [InlineData("unix:/nonexistent/socket", null)]
    public async Task IPv6_WhenTheMachineLacksIt_ThenTheStopIsSkipped(string address, string? reason)
    {
        var failure = await Assert.ThrowsAnyAsync<SoqueteException>(
            async () => await StreamListener.ListenAsync(Address.Parse(address)));
        Assert.Equal(reason, StopList.Named("tcp6").WhyNotHere(failure));
        Assert.Null(StopList.Named("tcp").WhyNotHere(failure));
    }

    private static string? ProblemOf(string stop, Evidence evidence) =>
        StopList.Named(stop).Checks.Select(check => check(evidence)).FirstOrDefault(problem => problem is not null);

    private static Evidence Ends(params Report[] client) => ServerAndClient([Sample.Association("b", "a"), .. client]);

    private static Evidence ServerAndClient(Report[] client) =>
        Sample.Evidence(("server", [Sample.Association("a", "b")]), ("client", client));

    private static FactReport Fact(string name, string value) => new(1, Sample.Time, name, value);

    private static FactReport Who(string name, int pid) => Fact(name, $"pid {pid} uid 0 gid 0");
}
