using Soquete.Cli.Verbs.Tour.Parts;

namespace Soquete.Cli.Tests.Tour.Parts;

public class ProcessIdentityTests
{
    private static readonly string[] Status = ["Name:\tUid: x", "Uid:\t1\t2\t3\t4", "Gid:\t5\t6\t7\t8"];

    [Theory]
    [InlineData("Uid:", "2")]
    [InlineData("Gid:", "6")]
    public void Effective_WhenRead_ThenIsTheSecondNumber(string name, string expected) =>
        Assert.Equal(expected, ProcessIdentity.EffectiveOf(Status, name));

    [Fact]
    public void Effective_WhenOfThisProcess_ThenHasItsPid() =>
        Assert.Matches($@"^pid {Environment.ProcessId} uid \d+ gid \d+$", ProcessIdentity.Effective());
}
