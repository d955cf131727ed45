using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Transfers;

/// <summary>Many bytes both ways at once, between two processes of the command, in each domain.</summary>
public class IntegrityTests
{
    private const string Transfer = """
        cd $FOLDER
        head -c $BYTES /dev/urandom > a; head -c $((BYTES - 12345)) /dev/urandom > b
        "$SOQUETE" listen "$LISTEN" < a > got-b 2> line & listener=$!
        until grep -q listening line; do :; done
        address=$(sed -E 's/^listening on ([^ ]*).*/\1/' line)
        "$SOQUETE" connect "$address" < b > got-a || exit 10
        wait $listener || exit 11
        cat a b | sha256sum; cat got-a got-b | sha256sum
        """;

    [Theory]
    [InlineData("tcp:127.0.0.1:0", 100_000_000)]
    [InlineData("tcp6:[::1]:0", 20_000_000)]
    [InlineData("tcp:0", 20_000_000)]
    [InlineData("unix:./s", 100_000_000)]
    [InlineData("unix:@FOLDER", 20_000_000)]
    public async Task Bytes_WhenTheyGoBothWaysAtOnce_ThenAreTheSame(string address, int bytes)
    {
        using var folder = new TemporaryFolder();
        var run = await TheCommand.ScriptAsync(
            Transfer, ("FOLDER", folder.Path), ("BYTES", bytes.ToString()), (
                "LISTEN", address.Replace("FOLDER", folder.Path, StringComparison.Ordinal)));
        Assert.True(run.Status == 0, run.ToString());
        var sums = run.Output.Split('\n');
        Assert.Equal(sums[0], sums[1]);
    }

    [Fact]
    public async Task Bytes_WhenTheyGoThroughPipes_ThenAreTheSame()
    {
        using var folder = new TemporaryFolder();
        var run = await TheCommand.ScriptAsync(
            """
            cd $FOLDER
            head -c 100000000 /dev/urandom > a
            "$SOQUETE" listen unix:./s -q < /dev/null | sha256sum & 
            until [ -S s ]; do :; done
            cat a | "$SOQUETE" connect unix:./s; wait; sha256sum < a
            """,
            ("FOLDER", folder.Path));
        var sums = run.Output.Split('\n');
        Assert.Equal(sums[0], sums[1]);
    }
}
