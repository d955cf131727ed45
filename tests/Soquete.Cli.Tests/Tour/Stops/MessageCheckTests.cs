using Soquete.Cli.Verbs.Tour;
using Soquete.Cli.Verbs.Tour.Reports;

namespace Soquete.Cli.Tests.Tour.Stops;

/// <summary>A stop of datagrams or messages that shows something wrong has to notice.</summary>
public class MessageCheckTests
{
    [Theory]
    [InlineData(new[] { 4, 8, 0 }, null)]
    [InlineData(new[] { 12, 0 }, "the server received messages of 12, 0 bytes, not of 4, 8, 0")]
    [InlineData(new[] { 4, 8 }, "the server received messages of 4, 8 bytes, not of 4, 8, 0")]
    public void Udp_WhenBoundariesAreLost_ThenTheStopFails(int[] received, string? problem) =>
        Assert.Equal(problem, ProblemOf("udp", Sample.Evidence(
            ("server", [Sample.Association("a", "b"), Waiting, .. Received(received)]),
            ("client", [Sample.Association("b", "a"), Sample.Call("sendto", after: 5)]))));

    [Fact]
    public void Udp_WhenTheServerNeverWaited_ThenTheStopFails() => Assert.Equal(
        "the server did not look for a datagram before the first was sent",
        ProblemOf("udp", Sample.Evidence(
            ("server", [Sample.Association("a", "b"), .. Received(4, 8, 0)]),
            ("client", [Sample.Association("b", "a"), Sample.Call("sendto", after: 5)]))));

    [Theory]
    [InlineData("anonymous", "b", null)]
    [InlineData("unbound", "b", "the senders were named, unbound, unbound")]
    [InlineData("anonymous", "x", "the server has 'tcp a <-> b', which is not what the client has: 'tcp x <-> a'")]
    public void UnixDatagram_WhenASenderIsTakenForAnother_ThenTheStopFails(string kind, string name, string? problem) =>
        Assert.Equal(problem, ProblemOf("unix-dgram", Sample.Evidence(
            ("server",
            [
                Sample.Association("a", "b"), .. Received(10, 10, 19), Fact("peer", "pid 2"),
                Fact("sender", "named"), Fact("sender", kind), Fact("sender", "unbound"),
            ]),
            ("client", [Sample.Association(name, "a"), Fact("self", "pid 2")]))));

    [Theory]
    [InlineData(new[] { 4, 0, 10, 0 }, null)]
    [InlineData(new[] { 4, 0 }, "the server received messages of 4, 0 bytes, not of 4, 0, 10, 0")]
    public void SequencedPackets_WhenAnEmptyOneIsTakenForTheEnd_ThenTheStopFails(int[] received, string? problem) =>
        Assert.Equal(problem, ProblemOf("seqpacket", Sample.Evidence(
            ("server", [Fact("self", "pid 1"), Fact("peer", "pid 2"), .. Received(received)]),
            ("client", [Fact("self", "pid 2"), Fact("peer", "pid 1"), .. Received(25, 0)]))));

    [Theory]
    [InlineData("EACCES", 14, null)]
    [InlineData(null, 14, "the sender did not fail with EACCES, and then send once")]
    [InlineData("EACCES", 13, "the neighbour received messages of 13 bytes, not of 14")]
    public void Broadcast_WhenItIsNotRefusedOrNotHeard_ThenTheStopFails(string? error, int heard, string? problem) =>
        Assert.Equal(problem, ProblemOf("broadcast", Sample.Evidence(
            ("receiver", [Sample.Association("a", "b"), .. Received(14)]),
            ("neighbour", [Sample.Association("a", "b"), .. Received(heard)]),
            ("sender", [Sample.Association("b", "a"), Sample.Call("sendto", error: error), Sample.Call("sendto")]))));

    [Theory]
    [InlineData(new[] { 11 }, null)]
    [InlineData(new[] { 13, 11 }, "the stranger received messages of 13, 11 bytes, not of 11")]
    public void Multicast_WhenTheStrangerHearsTheGroup_ThenTheStopFails(int[] heard, string? problem) =>
        Assert.Equal(problem, ProblemOf("multicast", Sample.Evidence(
            ("member", [Sample.Association("a", "b"), .. Received(13)]),
            ("second", [Sample.Association("a", "b"), .. Received(13)]),
            ("stranger", [Sample.Association("a", "b"), .. Received(heard)]),
            ("sender", [Sample.Association("b", "a")]))));

    [Theory]
    [InlineData("9 -> pipe:[1]", "this came through the pipe", null)]
    [InlineData("9 -> pipe:[2]", "this came through the pipe",
        "the giver gave '5 -> pipe:[1]', and the taker has '9 -> pipe:[2]'")]
    [InlineData("9 -> pipe:[1]", "", "'this came through the pipe' was written, and '' read")]
    public void Descriptor_WhenAnotherArrivesOrNothingIsRead_ThenTheStopFails(
        string taken, string read, string? problem) => Assert.Equal(problem, ProblemOf("descriptor", Sample.Evidence(
            ("giver", [Sample.Association("a", "b"), Fact("descriptor", "5 -> pipe:[1]"), Fact("read", read)]),
            ("taker", [Sample.Association("b", "a"), Fact("descriptor", taken)]))));

    [Theory]
    [InlineData("9 delivered, 4 lost, 1 doubled, 1 late", "9 delivered, 4 lost, 1 doubled, 1 late", null)]
    [InlineData("9 delivered, 4 lost, 1 doubled, 1 late", "9 delivered, 4 lost, 1 doubled, 2 late",
        "the link made it '9 delivered, 4 lost, 1 doubled, 1 late', "
        + "and the receiver saw '9 delivered, 4 lost, 1 doubled, 2 late'")]
    [InlineData("9 delivered, 4 lost, 1 doubled, 0 late", "9 delivered, 4 lost, 1 doubled, 0 late",
        "not all of loss, duplication and reordering was seen")]
    public void Lossy_WhenLinkAndReceiverDiffer_ThenTheStopFails(string made, string seen, string? problem) =>
        Assert.Equal(problem, ProblemOf("lossy", Sample.Evidence(
            ("sender", []), ("link", [Fact("counts", made)]), ("receiver", [Fact("counts", seen)]))));

    private static CallReport Waiting => Sample.Call("recvmsg", -1, "EAGAIN");

    private static IEnumerable<Report> Received(params int[] lengths) =>
        lengths.Select(length => Sample.Call("recvmsg", length, after: 9));

    private static string? ProblemOf(string stop, Evidence evidence) =>
        StopList.Named(stop).Checks.Select(check => check(evidence)).FirstOrDefault(problem => problem is not null);

    private static FactReport Fact(string name, string value) => new(1, Sample.Time, name, value);
}
