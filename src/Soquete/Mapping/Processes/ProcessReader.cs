using System.Collections.Concurrent;
using System.Globalization;
using Soquete.Interop;

namespace Soquete.Mapping.Processes;

/// <summary>Reads what is told of a process: its name, user, start, control group, namespace. For one thread.</summary>
/// <param name="memory">What is known of processes; for several threads.</param>
/// <param name="users">The names of users that are known; for several threads.</param>
internal sealed class ProcessReader(ProcessMemory memory, ConcurrentDictionary<uint, string> users)
{
    private const int BufferBytes = 4096;
    private const int TicksPerSecond = 100;

    private readonly byte[] _buffer = new byte[BufferBytes];

    /// <summary>Reads a process.</summary>
    /// <param name="process">Its directory in /proc, held open.</param>
    /// <param name="id">Its number.</param>
    /// <param name="isReadable">Whether its descriptors could be read.</param>
    /// <param name="ran">How long it had run before they were; 0 times where they are not to be kept.</param>
    /// <param name="files">What they are.</param>
    /// <returns>What is known of it, where that is as good.</returns>
    public KnownProcess Read(
        DirectoryDescriptor process, int id, bool isReadable, RunTime ran, ReadOnlySpan<HeldFile> files)
    {
        var directory = Identity(process, ".\0"u8);
        if (memory.Find(id, directory, isReadable) is { } known)
        {
            return known;
        }

        if (!ProcessStatus.TryParse(File(process, "stat\0"u8), out var status)
            || (!isReadable && (status.IsKernelThread || status.State == 'Z')))
        {
            return memory.Of(process: null, directory, isReadable);
        }

        var read = memory.Of(Read(process, id, isReadable, directory.UserId, status), directory, isReadable);
        return ran.Times > 0 && status.ThreadCount == 1 ? read with { Ran = ran, Files = files.ToArray() } : read;
    }

    private MapProcess Read(
        DirectoryDescriptor process, int id, bool isReadable, uint user, in ProcessStatus status)
    {
        var command = File(process, "cmdline\0"u8);
        command.Replace((byte)0, (byte)' ');
        var commandLine = ProcText.Shown(((ReadOnlySpan<byte>)command).TrimEnd((byte)' '));
        var group = ControlGroup.Parse(((ReadOnlySpan<byte>)File(process, "cgroup\0"u8)).TrimEnd((byte)'\n'));
        return new MapProcess
        {
            Id = id,
            ParentId = status.ParentId,
            Name = status.Name,
            CommandLine = commandLine,
            UserId = user,
            User = users.GetOrAdd(user, NameOf),
            Started = memory.Booted + TimeSpan.FromMilliseconds(status.StartedTicks * (1000 / TicksPerSecond)),
            ControlGroup = group.Path,
            Unit = group.Unit,
            Container = group.Container,
            NetworkNamespace = Identity(process, "ns/net\0"u8).Inode,
            IsReadable = isReadable,
        };
    }

    private Span<byte> File(DirectoryDescriptor process, ReadOnlySpan<byte> name)
    {
        var error = process.ReadFile(name, _buffer, out var length);
        return error == Errno.None ? _buffer.AsSpan(0, length) : default;
    }

    /// <summary>
    /// The directory of a process is its effective user's, also where the files in it are root's (proc_pid(5)).
    /// </summary>
    private static FileIdentity Identity(DirectoryDescriptor process, ReadOnlySpan<byte> name)
    {
        process.Identify(name, followLinks: true, out var identity);
        return identity;
    }

    private static string NameOf(uint user) =>
        Accounts.UserName(user) is { } name
            ? Printable.Shorten(name)
            : user.ToString(CultureInfo.InvariantCulture);
}
