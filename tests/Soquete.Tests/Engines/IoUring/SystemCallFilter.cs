using Soquete.Interop;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Peers;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Programs to whom a system call is refused, as containers' runtimes do it (seccomp(2)).</summary>
internal static class SystemCallFilter
{
    public const int Eventfd = 290;
    public const int Setup = 425;
    public const int Register = 427;

    private const string Source = """
        #include <errno.h>
        #include <linux/filter.h>
        #include <linux/seccomp.h>
        #include <stddef.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <sys/prctl.h>
        #include <unistd.h>
        int main(int argc, char **argv) {
          if (argc < 4) return 99;
          unsigned int number = atoi(argv[1]), error = atoi(argv[2]);
          struct sock_filter code[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
          };
          struct sock_fprog program = { sizeof code / sizeof *code, code };
          if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) {
            perror("seccomp");
            return 99;
          }
          execvp(argv[3], argv + 3);
          perror(argv[3]);
          return 99;
        }
        """;

    /// <summary>Runs this assembly as a program, to which a call fails with an error.</summary>
    public static async Task<Child> StartAsync(int call, Errno error, params string[] arguments) =>
        Child.Start(await CProgram.BuildAsync(Source), [.. Words(call, error), Child.ThisAssembly, .. arguments]);

    /// <summary>The same, where a file stands in the place of kernel.io_uring_disabled; needs root.</summary>
    public static async Task<Child> StartWhereSwitchSaysAsync(
        string file, int call, Errno error, params string[] arguments)
    {
        const string Script = """
            set -e
            mount --bind "$1" /proc/sys/kernel/io_uring_disabled
            shift
            exec "$@"
            """;
        string[] command = [await CProgram.BuildAsync(Source), .. Words(call, error), Child.ThisAssembly, .. arguments];
        return Child.Start("unshare", ["--mount", "sh", "-c", Script, "sh", file, .. command]);
    }

    private static string[] Words(int call, Errno error) => [$"{call}", $"{(int)error}"];
}
