using System.Net;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Connecting;

public class ConnectTests
{
    [Theory]
    [InlineData("tcp:localhost:{0}")]
    [InlineData("tcp4:localhost:{0}")]
    [InlineData("tcp:127.0.0.1:{0}")]
    [InlineData("tcp:{0}")]
    [InlineData("tcp://localhost:{0}/")]
    public async Task Connect_WhenTheHostIsThisMachine_ThenReachesTheListener(string format)
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        var port = listener.LocalEnds[0].Port;
        var target = Address.Parse(string.Format(null, format, port));
        await using var client = await StreamConnection.ConnectAsync(target).Soon();
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal(client.Association.Local, server.Association.Remote);
    }

    [Theory]
    [InlineData(
        "tcp:no-such-host.invalid:80",
        FailureKind.NameNotFound,
        "no address was found for the name 'no-such-host.invalid'")]
    [InlineData(
        "tcp:localhost:no-such-service",
        FailureKind.NameNotFound,
        "no TCP service is called 'no-such-service' (/etc/services)")]
    [InlineData(
        "tcp:nohost",
        FailureKind.NameNotFound,
        "no TCP service is called 'nohost' (/etc/services); for a host, add a port: tcp:nohost:PORT")]
    [InlineData("tcp:[fe80::1%nosuchif]:80", FailureKind.NameNotFound, "no interface is called 'nosuchif'")]
    [InlineData("unix:/nowhere/s", FailureKind.Refused, "nobody listens: the path does not exist (connect: ENOENT)")]
    [InlineData(
        "unix:@soquete-nobody-here",
        FailureKind.Refused,
        "refused: nobody listens there (connect: ECONNREFUSED)")]
    [InlineData("unix:/etc/passwd", FailureKind.Refused, "refused: nobody listens there (connect: ECONNREFUSED)")]
    [InlineData("unix:/etc/passwd/x", FailureKind.Other, "Not a directory (connect: ENOTDIR)")]
    public async Task Connect_WhenItCannotBe_ThenSaysWhy(string text, FailureKind kind, string problem)
    {
        var e = await Assert.ThrowsAnyAsync<SoqueteException>(
            () => StreamConnection.ConnectAsync(Address.Parse(text)).Soon());
        Assert.Equal(kind, e.Kind);
        Assert.Equal($"{text}: {problem}", e.Message);
    }

    [Theory]
    [InlineData("漢字.invalid")]
    [InlineData("\u00e9\u00e8.invalid")]
    [InlineData("\u0640\u0640.invalid")]
    [InlineData("\u0660a.invalid")]
    [InlineData("xn--\u00e9.invalid")]
    public async Task Connect_WhenANameOfOtherLettersIsNowhere_ThenIsNotFound(string name) =>
        await IsNotFoundAsync(name);

    [Fact]
    public async Task Connect_WhenANameIsTooLongInAscii_ThenIsNotFound() =>
        await IsNotFoundAsync(string.Concat(Enumerable.Range(0, 63).Select(number => (char)(0x4E00 + (number * 300)))));

    [Theory]
    [InlineData("tcp:*:80", "* is for listening")]
    [InlineData("tcp:localhost:0", "port 0 is for listening")]
    [InlineData("tcp:80,listen", "it says 'listen', and is to connect here")]
    [InlineData("tcp:80,backlog=5", "option 'backlog' is for listening")]
    [InlineData("unix:/x,mode=600", "option 'mode' is for listening")]
    public async Task Connect_WhenTheAddressIsAListeners_ThenThrows(string text, string problem)
    {
        var e = await Assert.ThrowsAsync<AddressFormatException>(
            () => StreamConnection.ConnectAsync(Address.Parse(text)).Soon());
        Assert.Equal(problem, e.Problem);
    }

    [Fact]
    public async Task Connect_WhenOnlyTheSecondLoopbackListens_ThenReachesIt()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        var target = Address.Parse($"tcp:{listener.LocalEnds[0].Port}");
        await using var client = await StreamConnection.ConnectAsync(target).Soon();
        Assert.Equal(IPAddress.Loopback, client.Association.Remote.Address);
    }

    [Fact]
    public async Task Connect_WhenTheFirstLoopbackIsABlackHole_ThenTheSecondIsReached()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        using var hole = await BlackHole.OpenAsync(IPAddress.IPv6Loopback, listener.LocalEnds[0].Port!.Value);
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp:{hole.End.Port}")).Soon();
        Assert.Equal(IPAddress.Loopback, client.Association.Remote.Address);
    }

    [Fact]
    public async Task Connect_WhenBoundToAnAddressAndAPort_ThenComesFromThere()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        var target = $"tcp4:{listener.LocalEnds[0].Port}";
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"{target},bind=127.0.0.77")).Soon();
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal(IPAddress.Parse("127.0.0.77"), server.Association.Remote.Address);
        var port = client.Association.Local.Port;
        await using var second = await StreamConnection.ConnectAsync(
            Address.Parse($"{target},bind=127.0.0.78:{port}")).Soon();
        Assert.Equal(port, second.Association.Local.Port);
        var e = await Assert.ThrowsAnyAsync<SoqueteException>(
            () => StreamConnection.ConnectAsync(Address.Parse($"{target},bind=192.0.2.250")).Soon());
        Assert.Contains("(bind: EADDRNOTAVAIL); it is no address of this machine", e.Message);
    }

    [Fact]
    public async Task Connect_WhenTheServiceHasAName_ThenItsPortIsUsed()
    {
        // discard is port 9 in /etc/services; whether anybody listens there, the failure names the port.
        var e = await Record.ExceptionAsync(
            () => StreamConnection.ConnectAsync(Address.Parse("tcp4:127.0.0.99:discard")).Soon());
        Assert.Contains("127.0.0.99:9", Assert.IsType<ConnectFailedException>(e).Message);
    }

    private static async Task IsNotFoundAsync(string name)
    {
        var address = Address.Parse($"tcp:{name}:80");
        var e = await Assert.ThrowsAnyAsync<SoqueteException>(() => StreamConnection.ConnectAsync(address).Soon());
        Assert.Equal(FailureKind.NameNotFound, e.Kind);
    }
}
