using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Capture;

/// <summary>What cannot be captured, and what is listed without an interface.</summary>
public class CaptureUsageTests
{
    [Fact]
    public async Task Filter_WhenWrong_ThenThePlaceIsMarked()
    {
        var run = await TheCommand.RunAsync("capture", "lo", "tcp", "prot", "80");
        Assert.Equal(2, run.Status);
        var lines = run.Error.Split('\n');
        Assert.StartsWith("soquete: capture: the filter is wrong: tcp prot 80: column 5: ", lines[0]);
        Assert.Equal(["  tcp prot 80", "      ^", ""], lines[1..]);
    }

    [Fact]
    public async Task Filter_WhenWrongWithJson_ThenIsOneObject()
    {
        var run = await TheCommand.RunAsync("capture", "lo", "tcp prot 80", "--json");
        Assert.Equal(2, run.Status);
        Assert.Contains("column 5", run.ErrorLine);
    }

    [Theory]
    [InlineData("--snap-length takes 1 to", "lo", "--snap-length", "0")]
    [InlineData("--buffer takes", "lo", "--buffer", "1")]
    [InlineData("--print goes with --write", "lo", "--print")]
    [InlineData("--read and --duration cannot go together", "--read", "-", "--duration", "1s")]
    [InlineData("--time takes clock, date, epoch, delta, elapsed, none", "lo", "--time", "noon")]
    [InlineData("--count takes a number from 1", "lo", "--count", "0")]
    public async Task Options_WhenWrong_ThenAreRefused(string problem, params string[] arguments) =>
        Assert.Contains(problem, await TheCommand.FailAsync(ExitStatus.WrongUsage, ["capture", .. arguments]));

    [Fact]
    public async Task Interface_WhenThereIsNone_ThenThoseThatThereAreAreNamed() =>
        Assert.Contains("no interface has the name 'nosuch0'; there are ", await TheCommand.FailAsync(
            ExitStatus.NameNotFound, "capture", "nosuch0"));

    [Fact]
    public async Task Authority_WhenLacking_ThenTheRemedyIsSaid()
    {
        // The command may lie where nobody else reads, so a copy does not.
        var run = await TheCommand.ScriptAsync(
            "d=$(mktemp -d); cp -r $(dirname $(readlink -f $SOQUETE)) $d/c; chmod -R a+rX $d; "
            + "setpriv --reuid 65534 --regid 65534 --clear-groups $d/c/$(basename $(readlink -f $SOQUETE)) capture lo; "
            + "status=$?; rm -rf $d; exit $status");
        Assert.Equal((int)ExitStatus.NotPermitted, run.Status);
        Assert.Contains("lacks CAP_NET_RAW", run.ErrorLine);
        Assert.Contains("setcap cap_net_raw+ep", run.ErrorLine);
    }

    [Fact]
    public async Task Interfaces_WhenNoneIsNamed_ThenAreListed()
    {
        var run = await TheCommand.RunAsync("capture");
        Assert.Equal(0, run.Status);
        Assert.Matches(@"(?m)^lo +up +127\.0\.0\.1/8", run.Output);
        Assert.EndsWith("all of them at once\n", run.Output);
    }
}
