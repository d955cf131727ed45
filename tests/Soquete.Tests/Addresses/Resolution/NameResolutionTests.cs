using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Addresses.Resolution;
using Soquete.Tests.Support;

namespace Soquete.Tests.Addresses.Resolution;

public class NameResolutionTests
{
    [Theory]
    [InlineData("tcp:80", "::1 127.0.0.1")]
    [InlineData("tcp4:80", "127.0.0.1")]
    [InlineData("tcp6:80", "::1")]
    [InlineData("tcp:*:80", ":: 0.0.0.0")]
    [InlineData("tcp4:*:80", "0.0.0.0")]
    [InlineData("tcp6:*:80", "::")]
    [InlineData("tcp:10.1.2.3:80", "10.1.2.3")]
    [InlineData("tcp:[2001:db8::1]:80", "2001:db8::1")]
    [InlineData("tcp:[fe80::1%1]:80", "fe80::1%1")]
    [InlineData("tcp:[fe80::1%lo]:80", "fe80::1%1")]
    public void KnownAddresses_WhenNobodyHasToBeAsked_ThenAreThere(string text, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', NameResolution.KnownAddresses(Parse(text))!));

    [Fact]
    public void KnownAddresses_WhenTheHostIsAName_ThenAreNone() =>
        Assert.Null(NameResolution.KnownAddresses(Parse("tcp:localhost:80")));

    [Fact]
    public void KnownAddresses_WhenTheZoneIsUnknown_ThenThrows()
    {
        var e = Assert.Throws<SoqueteException>(
            () => NameResolution.KnownAddresses(Parse("tcp:[fe80::1%nosuchif]:80")));
        Assert.Equal(
            (FailureKind.NameNotFound, "tcp:[fe80::1%nosuchif]:80: no interface is called 'nosuchif'"),
            (e.Kind, e.Message));
    }

    [Theory]
    [InlineData("tcp:http", 80)]
    [InlineData("tcp:localhost:https", 443)]
    [InlineData("tcp:localhost:ssh", 22)]
    [InlineData("tcp:8080", 8080)]
    public void PortOf_WhenTheServiceIsKnown_ThenIsItsNumber(string text, int port) =>
        Assert.Equal(port, NameResolution.PortOf(Parse(text)));

    [Fact]
    public async Task LookUp_WhenTheNameIsInHosts_ThenIsFoundByFamily()
    {
        Assert.Equal(
            [IPAddress.Loopback],
            await NameResolution.LookUpAsync("localhost", AddressFamily.InterNetwork, CancellationToken.None).Soon());
        var name = Dns.GetHostName();
        Assert.NotEmpty(
            await NameResolution.LookUpAsync(name, AddressFamily.InterNetwork, CancellationToken.None).Soon());
    }

    [Fact]
    public async Task LookUp_WhenTheNameIsNowhere_ThenIsEmpty() =>
        Assert.Empty(await NameResolution.LookUpAsync(
            "no-such-host.invalid", AddressFamily.InterNetworkV6, CancellationToken.None).Soon());

    [RootFact]
    public async Task Listen_WhenHostsNameAnAddressTwice_ThenListensOnItOnce()
    {
        // A file of hosts of its own, in a mount namespace that ends with the child.
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder["hosts"], "127.0.0.1 twice\n127.0.0.1 twice alias\n::1 twice\n127.0.0.2 twice\n");
        await using var child = Child.Start(
            "unshare", "-m", "bash", "-c",
            $"mount --bind {folder["hosts"]} /etc/hosts; exec \"$SELF\" listen tcp:twice:0");
        var line = await child.LineAsync("tcp:twice");
        Assert.Matches(@"^listening tcp:twice:\d+$", line);
        var port = line["listening tcp:twice:".Length..];
        var rows = await Child.RunAsync($"ss -tlnH 'sport = :{port}'");
        var hosts = rows.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3])
            .Select(end => end[..end.LastIndexOf(':')])
            .Order(StringComparer.Ordinal);
        Assert.Equal(["127.0.0.1", "127.0.0.2", "[::1]"], hosts);
    }

    private static TcpAddress Parse(string text) => Assert.IsType<TcpAddress>(Address.Parse(text));
}
