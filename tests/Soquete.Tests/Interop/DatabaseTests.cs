using System.Globalization;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

/// <summary>Users, groups, services and interfaces, as getent(1) and the kernel list them.</summary>
public class DatabaseTests
{
    [Fact]
    public async Task Accounts_WhenGetentListsTheUsers_ThenTheyAgree()
    {
        var rows = await RowsAsync("passwd");
        Assert.All(rows, row =>
        {
            Assert.True(Accounts.TryFindUser(row[0], out var user, out var group));
            Assert.Equal((Number(row[2]), Number(row[3])), (user, group));
        });
        Assert.All(rows.DistinctBy(row => row[2]), row => Assert.Equal(row[0], Accounts.UserName(Number(row[2]))));
    }

    [Fact]
    public async Task Accounts_WhenGetentListsTheGroups_ThenTheyAgree()
    {
        var rows = await RowsAsync("group");
        Assert.All(rows, row =>
        {
            Assert.True(Accounts.TryFindGroup(row[0], out var group));
            Assert.Equal(Number(row[2]), group);
        });
        Assert.All(rows.DistinctBy(row => row[2]), row => Assert.Equal(row[0], Accounts.GroupName(Number(row[2]))));
    }

    [Fact]
    public void Accounts_WhenNobodyHasTheName_ThenNothingIsFound()
    {
        Assert.False(Accounts.TryFindUser("nonesuch-user", out _, out _));
        Assert.False(Accounts.TryFindGroup("nonesuch-group", out _));
        Assert.Null(Accounts.UserName(4_000_000_001));
        Assert.Null(Accounts.GroupName(4_000_000_001));
    }

    [Theory]
    [InlineData("http", "tcp", 80)]
    [InlineData("https", "tcp", 443)]
    [InlineData("domain", "udp", 53)]
    [InlineData("www", "tcp", 80)] // an alias
    public async Task ServiceNames_WhenGetentKnowsTheService_ThenTheyAgree(string service, string protocol, int port)
    {
        var (status, output, _) = await Peer.RunAsync("getent", "services", $"{service}/{protocol}");
        var isFound = ServiceNames.TryFindPort(service, protocol, out var found);
        Assert.Equal(status == 0, isFound);
        Assert.Equal(isFound ? port : 0, found);
        Assert.True(!isFound || output.Contains($" {port}/{protocol}", StringComparison.Ordinal), output);
    }

    [Fact]
    public void ServiceNames_WhenThereIsNoSuchService_ThenNothingIsFound()
    {
        Assert.False(ServiceNames.TryFindPort("nonesuch", "tcp", out _));
        Assert.False(ServiceNames.TryFindPort("http", "nonesuch", out _));
    }

    [Fact]
    public void Interfaces_WhenTheKernelListsThem_ThenTheyAgree() => Assert.All(
        Directory.GetDirectories("/sys/class/net").Select(Path.GetFileName),
        name =>
        {
            var index = Number(File.ReadAllText($"/sys/class/net/{name}/ifindex").Trim());
            Assert.True(Interfaces.TryFindIndex(name!, out var found));
            Assert.Equal(index, found);
            Assert.Equal(name, Interfaces.NameOf(index));
        });

    [Fact]
    public void Interfaces_WhenThereIsNone_ThenNothingIsFound()
    {
        Assert.False(Interfaces.TryFindIndex("nonesuch0", out _));
        Assert.False(Interfaces.TryFindIndex("lo\0x", out _));
        Assert.Null(Interfaces.NameOf(4_000_000_000));
    }

    private static async Task<string[][]> RowsAsync(string database)
    {
        var (_, output, _) = await Peer.RunAsync("getent", database);
        var rows = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')).ToArray();
        Assert.NotEmpty(rows);
        return rows;
    }

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
}
