using System.Diagnostics;
using Soquete.Engines.IoUring;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.IoUring;

[Collection(AloneCollection.Name)]
public class WakeupPolicyTests
{
    private const string Other = "0";
    private const string Batch = "3";
    private const string Idle = "5";

    [Fact]
    public async Task Attend_WhenNothingWasHandedOver_ThenThePolicyStays() =>
        Assert.Equal(Other, await OnAThreadAsync(policy => policy.Attend()));

    [Fact]
    public async Task Attend_WhenWorkWasHandedOver_ThenOthersMayFinish() =>
        Assert.Equal(Batch, await OnAThreadAsync(static policy =>
        {
            policy.CountHandedOver();
            policy.Attend();
        }));

    [Fact]
    public async Task Attend_WhenSomebodyComputesOnTheCore_ThenTakesTheCoreAgain()
    {
        await using var busy = Child.Start("taskset", "-c", "0", "sh", "-c", "echo busy; while :; do :; done");
        await busy.LineAsync("busy");
        var policy = await OnAThreadAsync(static policy =>
        {
            Assert.Contains("new affinity", Run("taskset", "-cp", "0", ThreadNumber()), StringComparison.Ordinal);
            policy.CountHandedOver();
            Assert.Equal(Batch, Policy());
            for (var i = 0; i < 10_000 && Policy() == Batch; i++)
            {
                // Sleeps until that has ended. Woken, it waits until the other's time is over.
                Run("true");
                policy.CountHandedOver();
                policy.Attend();
            }
        });
        Assert.Equal(Other, policy);
    }

    [Fact]
    public async Task CountHandedOver_WhenTheThreadWasGivenAPolicy_ThenItKeepsThat() =>
        Assert.Equal(Idle, await OnAThreadAsync(static policy =>
        {
            Run("chrt", "-i", "-p", "0", ThreadNumber());
            policy.CountHandedOver();
            policy.Attend();
        }));

    /// <summary>Runs it on a thread of its own, and says which policy that has then.</summary>
    private static async Task<string> OnAThreadAsync(Action<WakeupPolicy> work)
    {
        var done = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                using var policy = new WakeupPolicy();
                work(policy);
                done.SetResult(Policy());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }).Start();
        return await done.Task.Soon();
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private static string ThreadNumber() => Stat()[0];

    private static string Policy() => Stat()[40];

    /// <summary>The fields of /proc/thread-self/stat, as proc_pid_stat(5) numbers them less one.</summary>
    private static string[] Stat()
    {
        var text = File.ReadAllText("/proc/thread-self/stat");
        var name = text.LastIndexOf(')');
        return [text[..text.IndexOf(' ')], "", .. text[(name + 2)..].Split(' ')];
    }
}
