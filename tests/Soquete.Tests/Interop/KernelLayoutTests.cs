using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

/// <summary>The layouts are asked of the C compiler, which reads the system's own headers.</summary>
public class KernelLayoutTests
{
    private const string Program = """
        #define _GNU_SOURCE
        #include <stddef.h>
        #include <stdio.h>
        #include <fcntl.h>
        #include <poll.h>
        #include <pwd.h>
        #include <grp.h>
        #include <netdb.h>
        #include <spawn.h>
        #include <signal.h>
        #include <asm/termbits.h>
        #include <sys/stat.h>
        #include <sys/socket.h>
        #include <sys/un.h>
        #include <netinet/in.h>
        #define SIZE(t) printf("size " #t " %zu\n", sizeof(t))
        #define AT(s, f) printf("at " #s "." #f " %zu\n", offsetof(struct s, f))
        #define IS(c) printf("is " #c " %ld\n", (long)(c))
        int main(void) {
          SIZE(struct pollfd); SIZE(struct statx); SIZE(struct passwd); SIZE(struct group); SIZE(struct servent);
          SIZE(struct sockaddr_in); SIZE(struct sockaddr_in6); SIZE(struct sockaddr_storage);
          SIZE(struct termios);
          SIZE(posix_spawn_file_actions_t); SIZE(posix_spawnattr_t); SIZE(sigset_t);
          AT(pollfd, events); AT(pollfd, revents);
          AT(statx, stx_uid); AT(statx, stx_gid); AT(statx, stx_mode); AT(statx, stx_ino);
          AT(statx, stx_dev_major); AT(statx, stx_dev_minor);
          AT(passwd, pw_uid); AT(passwd, pw_gid); AT(group, gr_gid); AT(servent, s_port);
          AT(sockaddr_un, sun_path); AT(sockaddr_in6, sin6_scope_id);
          IS(O_CREAT); IS(O_EXCL); IS(O_TRUNC); IS(O_APPEND); IS(O_NONBLOCK); IS(O_DIRECTORY); IS(O_NOFOLLOW);
          IS(O_PATH); IS(O_CLOEXEC); IS(POSIX_SPAWN_SETSIGDEF); IS(POSIX_SPAWN_SETSIGMASK); IS(POLLRDHUP);
          return 0;
        }
        """;

    [Fact]
    public async Task Layouts_WhenTheCompilerIsAsked_ThenTheyAreTheSystems()
    {
        var facts = await CompilerFactsAsync();
        Assert.Equal(facts["size struct pollfd"], Unsafe.SizeOf<PollDescriptor>());
        Assert.Equal(facts["size struct statx"], Unsafe.SizeOf<FileStatus>());
        Assert.Equal(facts["size struct passwd"], Unsafe.SizeOf<UserEntry>());
        Assert.Equal(facts["size struct group"], Unsafe.SizeOf<GroupEntry>());
        Assert.Equal(facts["size struct servent"], Unsafe.SizeOf<ServiceEntry>());
        Assert.Equal(facts["size struct sockaddr_storage"], Unsafe.SizeOf<SocketNameBytes>());
        Assert.Equal(facts["size struct termios"], Unsafe.SizeOf<TerminalModes>());
        Assert.Equal(facts["at pollfd.events"], Offset<PollDescriptor>(nameof(PollDescriptor.Requested)));
        Assert.Equal(facts["at pollfd.revents"], Offset<PollDescriptor>(nameof(PollDescriptor.Returned)));
        Assert.Equal(facts["at statx.stx_uid"], Offset<FileStatus>(nameof(FileStatus.UserId)));
        Assert.Equal(facts["at statx.stx_gid"], Offset<FileStatus>(nameof(FileStatus.GroupId)));
        Assert.Equal(facts["at statx.stx_mode"], Offset<FileStatus>(nameof(FileStatus.Mode)));
        Assert.Equal(facts["at statx.stx_ino"], Offset<FileStatus>(nameof(FileStatus.Inode)));
        Assert.Equal(facts["at statx.stx_dev_major"], Offset<FileStatus>(nameof(FileStatus.DeviceMajor)));
        Assert.Equal(facts["at statx.stx_dev_minor"], Offset<FileStatus>(nameof(FileStatus.DeviceMinor)));
        Assert.Equal(facts["at passwd.pw_uid"], Offset<UserEntry>(nameof(UserEntry.UserId)));
        Assert.Equal(facts["at passwd.pw_gid"], Offset<UserEntry>(nameof(UserEntry.GroupId)));
        Assert.Equal(facts["at group.gr_gid"], Offset<GroupEntry>(nameof(GroupEntry.GroupId)));
        Assert.Equal(facts["at servent.s_port"], Offset<ServiceEntry>(nameof(ServiceEntry.NetworkPort)));
    }

    [Fact]
    public async Task Numbers_WhenTheCompilerIsAsked_ThenTheyAreTheSystems()
    {
        var facts = await CompilerFactsAsync();
        var closeOnExec = facts["is O_CLOEXEC"];
        (OpenFlags Flag, string Name)[] flags =
        [
            (OpenFlags.Create, "O_CREAT"), (OpenFlags.Exclusive, "O_EXCL"), (OpenFlags.Truncate, "O_TRUNC"),
            (OpenFlags.Append, "O_APPEND"), (OpenFlags.NonBlock, "O_NONBLOCK"), (OpenFlags.Directory, "O_DIRECTORY"),
            (OpenFlags.NoFollow, "O_NOFOLLOW"), (OpenFlags.Path, "O_PATH"),
        ];
        Assert.All(flags, pair => Assert.Equal(facts["is " + pair.Name] | closeOnExec, NativeOpenFlags.Of(pair.Flag)));
        Assert.Equal(PollDescriptor.ReadHangUp, facts["is POLLRDHUP"]);
    }

    [Fact]
    public async Task SpawnBlocks_WhenTheCompilerIsAsked_ThenTheyAreLargeEnough()
    {
        var facts = await CompilerFactsAsync();
        string[] blocks = ["size posix_spawn_file_actions_t", "size posix_spawnattr_t", "size sigset_t"];
        Assert.All(blocks, block => Assert.InRange(facts[block], 1, SpawnSettings.BlockBytes));
    }

    private static int Offset<T>(string field) => (int)Marshal.OffsetOf<T>(field);

    private static async Task<Dictionary<string, int>> CompilerFactsAsync()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(folder.File("facts.c"), Program);
        var (status, _, error) = await Peer.RunAsync("cc", "-o", folder.File("facts"), folder.File("facts.c"));
        Assert.True(status == 0, error);
        var (_, output, _) = await Peer.RunAsync(folder.File("facts"));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(
            line => line[..line.LastIndexOf(' ')],
            line => int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
