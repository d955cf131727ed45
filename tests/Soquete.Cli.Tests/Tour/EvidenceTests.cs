using Soquete.Cli.Verbs.Tour;
using Soquete.Cli.Verbs.Tour.Reports;

namespace Soquete.Cli.Tests.Tour;

public class EvidenceTests
{
    [Fact]
    public void Order_WhenASendEndsAfterItsReceive_ThenTheSendStandsFirst()
    {
        var evidence = Sample.Evidence(
            ("server", [Sample.Call("accept4", after: 0, took: 20), Sample.Call("recv", after: 21, took: 14)]),
            ("client", [Sample.Call("connect", after: 10, took: 30), Sample.Call("send", after: 30, took: 50)]));
        Assert.Equal(["connect", "accept4", "send", "recv"], NamesInOrder(evidence));
        Assert.Equal([1, 0, 1, 0], evidence.InOrder.Select(entry => entry.Column));
    }

    [Fact]
    public void Order_WhenAMessageIsTakenWhileItIsSent_ThenTheSendStandsFirst()
    {
        var evidence = Sample.Evidence(
            ("server", [Sample.Call("recvmsg", after: 0, took: 20)]),
            ("client", [Sample.Call("sendto", after: 10, took: 30)]));
        Assert.Equal(["sendto", "recvmsg"], NamesInOrder(evidence));
    }

    [Fact]
    public void Order_WhenTimesAreEqual_ThenIsThatOfTheReports()
    {
        var evidence = Sample.Evidence(("server", [Sample.Call("bind"), Sample.Call("listen")]));
        Assert.Equal(["bind", "listen"], NamesInOrder(evidence));
    }

    private static IEnumerable<string> NamesInOrder(Evidence evidence) =>
        evidence.InOrder.Select(entry => ((CallReport)entry.Report).Call.Name);
}
