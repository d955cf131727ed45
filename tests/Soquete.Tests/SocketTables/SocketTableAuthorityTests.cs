using System.Globalization;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.SocketTables;

/// <summary>What somebody sees who may not see all, and how he is told.</summary>
public class SocketTableAuthorityTests
{
    private const string AsNobody = "exec setpriv --reuid 65534 --clear-groups --inh-caps=-all \"$SELF\" sockets";

    [RootFact]
    public async Task Read_WhenTheAuthorityIsMissing_ThenItsOwnNamespaceIsReadAndTheGapsAreSaid()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        await using var other = await NetworkNamespace.CreateAsync();
        using var pair = TcpPair.Make(inside);
        var number = Tables.Inside(other).Sockets[0].NetworkNamespace;

        await using var part = inside.StartScript($"{AsNobody} read");
        await part.LineAsync("over");

        Assert.Contains("sockets tcp=3 ", part.Output, StringComparison.Ordinal);
        var named = string.Create(CultureInfo.InvariantCulture, $"gap network namespace {number}:");
        Assert.Equal(
            $"{named} not permitted to enter it: it takes CAP_SYS_ADMIN (run as root)", await part.LineAsync(named));
        Assert.Contains(
            "processes: not permitted to look: it takes CAP_SYS_PTRACE, and CAP_SYS_ADMIN to enter another one (run as "
            + "root)", await part.LineAsync("gap network namespaces of"), StringComparison.Ordinal);
    }

    [RootFact]
    public async Task Closings_WhenThereIsNoAuthority_ThenNoneIsNeeded()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        await using var part = inside.StartScript($"{AsNobody} closings");
        await part.LineAsync("heard True");
    }
}
