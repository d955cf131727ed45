using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Map;

/// <summary>
/// A process with a pair of sockets in a control group of the test's own (cgroups(7)). Where groups cannot be made, as
/// in containers that may only read them, a file of the test's stands in place of what /proc tells, in a mount
/// namespace.
/// </summary>
internal sealed class GroupedProcess : IAsyncDisposable
{
    private const string Script =
        """
        folder=$1 group=$2
        talk='import os, socket, sys
        kept = socket.socketpair()
        print("ready", os.getpid(), file=sys.stderr, flush=True)
        sys.stdin.read()'
        talk=$(printf '%s\n' "$talk" | sed 's/^ *//')
        for base in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
          if [ -e $base/cgroup.procs ] && (mkdir -p $base$group && echo $$ > $base$group/cgroup.procs) 2> /dev/null
          then printf %s $base > "$folder/base"; exec python3 -c "$talk"
          fi
        done
        echo "0::$group" > "$folder/cgroup"
        exec unshare --mount sh -c 'mount --bind "$1/cgroup" /proc/$$/cgroup && exec python3 -c "$2"' \
          sh "$folder" "$talk"
        """;

    private readonly TemporaryFolder _folder;
    private readonly Child _child;
    private readonly string _group;

    private GroupedProcess(TemporaryFolder folder, Child child, string group) =>
        (_folder, _child, _group) = (folder, child, group);

    public int Id => _child.Id;

    /// <summary>Starts it.</summary>
    /// <param name="group">The group from the root on, such as <c>/system.slice/x.service</c>.</param>
    public static async Task<GroupedProcess> StartAsync(string group)
    {
        var folder = new TemporaryFolder();
        var made = new GroupedProcess(
            folder, Child.Program("bash", "-c", Script, "bash", folder.Path, group), group);
        try
        {
            await made._child.ErrorLineAsync("ready");
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Maps a target, as it is where the process is.</summary>
    public async Task<Run> MapAsync(params string[] words)
    {
        await using var map = Child.Program(
            "nsenter", ["--mount", "--target", $"{Id}", CommandPath.Value, "map", .. words]);
        map.CompleteInput();
        return await map.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        if (File.Exists(_folder["base"]))
        {
            RemoveGroup(File.ReadAllText(_folder["base"]));
        }

        _folder.Dispose();
    }

    /// <summary>The group, and those above it that were made for it.</summary>
    private void RemoveGroup(string root)
    {
        for (var group = _group; group.Length > 1; group = Path.GetDirectoryName(group)!)
        {
            try
            {
                Directory.Delete(root + group);
            }
            catch (IOException)
            {
                // It is in use: by others, as they are by the machine's own.
                return;
            }
        }
    }
}
