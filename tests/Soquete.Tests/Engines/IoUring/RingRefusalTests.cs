using Soquete.Interop;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Real refusals, each in a process of its own.</summary>
public class RingRefusalTests
{
    private const string Seccomp = "a filter of system calls refuses it, as containers' runtimes do (seccomp)";
    private const string Registering = "io_uring_register IORING_REGISTER_PBUF_RING";

    [Theory]
    [InlineData(SystemCallFilter.Setup, (int)Errno.EPERM, "io_uring_setup", Seccomp)]
    [InlineData(SystemCallFilter.Setup, (int)Errno.EACCES, "io_uring_setup", Seccomp)]
    [InlineData(
        SystemCallFilter.Setup, (int)Errno.ENOSYS, "io_uring_setup",
        "this kernel has none, or a filter of system calls hides it")]
    [InlineData(
        SystemCallFilter.Setup, (int)Errno.ENOMEM, "io_uring_setup",
        "the limit of locked memory, or of memory, is too low (ulimit -l)")]
    [InlineData(
        SystemCallFilter.Setup, (int)Errno.EINVAL, "io_uring_setup",
        "this kernel's is too old: Linux 6.1 has all that is needed")]
    [InlineData(
        SystemCallFilter.Register, (int)Errno.EINVAL, Registering,
        "this kernel's is too old: Linux 6.1 has all that is needed")]
    [InlineData(
        SystemCallFilter.Register, (int)Errno.ENOMEM, Registering,
        "the limit of locked memory, or of memory, is too low (ulimit -l)")]
    [InlineData(
        SystemCallFilter.Eventfd, (int)Errno.EMFILE, "eventfd", "this process has no descriptor left (ulimit -n)")]
    [InlineData(
        SystemCallFilter.Setup, (int)Errno.EMFILE, "io_uring_setup", "this process has no descriptor left (ulimit -n)")]
    [InlineData(
        SystemCallFilter.Setup, (int)Errno.ENFILE, "io_uring_setup",
        "the system has no descriptor left (fs.file-max)")]
    public async Task Start_WhenTheKernelRefuses_ThenAutoFallsBackAndSaysWhy(
        int call, int number, string name, string cause)
    {
        var error = (Errno)number;
        await using var child = await SystemCallFilter.StartAsync(call, error, "ring", "start", "Auto");
        var output = await child.EndAsync(0);
        var reason = $"no io_uring: {cause} ({name}: {error})";
        Assert.Equal($"starting\nengine portable\nreason {reason}\nnothing left\n", output);
    }

    [Fact]
    public async Task Start_WhenTheKernelRefuses_ThenIoUringFailsWithTheReason()
    {
        await using var child = await SystemCallFilter.StartAsync(
            SystemCallFilter.Setup, Errno.ENOSYS, "ring", "start", "IoUring");
        Assert.Equal(
            "starting\nfailed  no io_uring: this kernel has none, or a filter of system calls hides it "
            + "(io_uring_setup: ENOSYS)\n",
            await child.EndAsync(1));
    }

    /// <summary>The ring's own memory is locked, and counts against RLIMIT_MEMLOCK of who lacks CAP_IPC_LOCK.</summary>
    [RootTheory]
    [InlineData("Auto", 0)]
    [InlineData("IoUring", 1)]
    public async Task Start_WhenTheLimitOfLockedMemoryIsReached_ThenTheReasonNamesIt(string kind, int status)
    {
        const string Reason =
            "no io_uring: the limit of locked memory, or of memory, is too low (ulimit -l) (io_uring_setup: ENOMEM)";
        await using var child = Child.Start(
            "setpriv", "--bounding-set=-ipc_lock", "--inh-caps=-ipc_lock", "prlimit", "--memlock=4096",
            Child.ThisAssembly, "ring", "start", kind);
        Assert.Equal(
            status == 0
                ? $"starting\nengine portable\nreason {Reason}\nnothing left\n"
                : $"starting\nfailed  {Reason}\n",
            await child.EndAsync(status));
    }

    [RootTheory]
    [InlineData("1", "this system has it switched off for users outside of a group (kernel.io_uring_disabled is 1)")]
    [InlineData("2", "this system has it switched off (kernel.io_uring_disabled is 2)")]
    [InlineData("0", Seccomp)]
    public async Task Start_WhenTheSwitchIsOff_ThenTheReasonNamesIt(string value, string cause)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["switch"], value + "\n");
        await using var child = await SystemCallFilter.StartWhereSwitchSaysAsync(
            folder["switch"], SystemCallFilter.Setup, Errno.EPERM, "ring", "start", "Auto");
        Assert.Equal(
            $"starting\nengine portable\nreason no io_uring: {cause} (io_uring_setup: EPERM)\nnothing left\n",
            await child.EndAsync(0));
    }

    [Theory]
    [InlineData("", "portable\n")]
    [InlineData("portable", "portable\n")]
    [InlineData("auto", "io_uring (rings: ")]
    [InlineData("io_uring", "io_uring (rings: ")]
    public async Task Default_WhenTheEnvironmentNamesAnEngine_ThenItIsThat(string name, string expected)
    {
        await using var child = Child.Start("env", $"SOQUETE_ENGINE={name}", Child.ThisAssembly, "ring", "default");
        Assert.StartsWith($"engine {expected}", await child.EndAsync(0));
    }

    [Fact]
    public async Task Default_WhenTheEnvironmentNamesNone_ThenFailsAndNamesThoseThereAre()
    {
        await using var child = Child.Start("env", "SOQUETE_ENGINE=uring", Child.ThisAssembly, "ring", "default");
        Assert.Equal(
            "failed  uring: no engine has this name (SOQUETE_ENGINE: auto, portable, io_uring)\n",
            await child.EndAsync(1));
    }
}
