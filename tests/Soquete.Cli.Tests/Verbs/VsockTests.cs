using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Verbs;

/// <summary>The scheme between virtual machines and their host, as far as one machine alone can try it.</summary>
public class VsockTests
{
    /// <summary>No hypervisor gives it to a machine, so that what is sent there reaches nobody.</summary>
    private const string Nowhere = "vsock:4294967294:9";

    [Theory]
    [InlineData("listen", "--echo")]
    [InlineData("serve", "echo")]
    [InlineData("serve", "bench")]
    public async Task Line_WhenAPortIsTaken_ThenSaysWhichAndThatItIsOpen(string verb, string word)
    {
        await using var command = Child.Command(verb, word, "vsock:*:*");
        var line = await command.ErrorLineAsync("listening");
        Assert.Matches(@"^listening on vsock:\*:\d+, open to other machines$", line);
        var address = line.Split(' ', ',')[2];
        Assert.Contains("EADDRINUSE", await TheCommand.FailAsync(ExitStatus.Failed, "listen", address));
    }

    [Theory]
    [InlineData("connect", "--engine", "portable")]
    [InlineData("connect", "--engine", "auto")]
    [InlineData("bench", "--engine", "auto")]
    public async Task Peer_WhenItDoesNotAnswerInTime_ThenStatus4(string verb, params string[] options)
    {
        var run = await TheCommand.RunAsync([verb, Nowhere, "--timeout", "100ms", .. options]);
        // A machine that is neither host nor guest has nothing that leads anywhere, and says so at once.
        var (status, problem) = run.Error.Contains("ENODEV", StringComparison.Ordinal)
            ? (ExitStatus.Failed, "nothing leads there")
            : (ExitStatus.TimedOut, "100ms");
        Assert.Equal((int)status, run.Status);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vsock:*:5000", "did you mean vsock:5000?")]
    [InlineData("vsock:hst:5000", "'hst' is no CID")]
    [InlineData("vsok:host:5000", "did you mean vsock:host:5000?")]
    public async Task Address_WhenWrong_ThenStatus2AndThePartIsNamed(string address, string problem) =>
        Assert.Contains(problem, await TheCommand.FailAsync(ExitStatus.WrongUsage, "connect", address));

    [Fact]
    public async Task Explain_WhenTheHostIsMeant_ThenTellsTheCalls()
    {
        var run = await TheCommand.RunAsync("explain", "vsock:host:5000");
        Assert.Contains(
            "\n  connect(FD, {sa_family=AF_VSOCK, svm_cid=VMADDR_CID_HOST, svm_port=0x1388, svm_flags=0}, 16)",
            run.Output,
            StringComparison.Ordinal);
    }
}
