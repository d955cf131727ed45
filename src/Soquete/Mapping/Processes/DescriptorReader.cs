using Soquete.Interop;

namespace Soquete.Mapping.Processes;

/// <summary>Finds the sockets and pipes among the descriptors of processes (proc_pid_fd(5)). For one thread.</summary>
/// <remarks>
/// A descriptor costs one call, readlinkat(2), and a pipe one more, for its direction. Only what has a path is looked
/// at itself, since it might be a FIFO.
/// </remarks>
internal sealed class DescriptorReader(bool pipes)
{
    private const int EntriesBytes = 32 * 1024;
    private const int LinkBytes = 64;
    private const int PathBytes = 4096;
    private const uint OwnerMayRead = 0x100;
    private const uint OwnerMayWrite = 0x80;

    private readonly byte[] _entries = new byte[EntriesBytes];

    public List<HeldFile> Files { get; } = [];

    public List<HeldFifo> Fifos { get; } = [];

    /// <summary>Network namespaces that are open, by the process and its descriptor: most have none.</summary>
    public List<(ulong Inode, int Process, int Descriptor)> Namespaces { get; } = [];

    /// <summary>Takes those of a process that are known already.</summary>
    /// <param name="files">Which.</param>
    /// <param name="place">Its place in this scan.</param>
    public void Add(HeldFile[] files, int place)
    {
        foreach (var file in files)
        {
            Files.Add(file with { Process = place });
        }
    }

    /// <summary>Reads the descriptors of one process.</summary>
    /// <param name="process">Its directory in /proc, held open.</param>
    /// <param name="place">Its place in the scan.</param>
    /// <returns>EACCES where it is not permitted, ENOENT or ESRCH where the process is gone.</returns>
    public Errno Read(DirectoryDescriptor process, int place)
    {
        var error = process.OpenDirectory("fd\0"u8, out var directory);
        if (error != Errno.None)
        {
            return error;
        }

        using (directory)
        {
            int length;
            while ((error = directory.ReadEntries(_entries, out length)) == Errno.None && length > 0)
            {
                error = ReadSome(directory, _entries.AsSpan(0, length), place);
                if (error != Errno.None)
                {
                    break;
                }
            }
        }

        return error;
    }

    private Errno ReadSome(DirectoryDescriptor directory, ReadOnlySpan<byte> bytes, int place)
    {
        Span<byte> link = stackalloc byte[LinkBytes];
        var entries = new DirectoryEntries(bytes);
        while (entries.MoveNext())
        {
            if (!entries.TryGetNumber(out var number))
            {
                continue;
            }

            var error = directory.ReadLink(entries.Name, link, out var length);
            if (error == Errno.None)
            {
                Add(directory, entries.Name, link[..length], new HeldFile(0, place, number, HeldKind.Socket));
            }
            else if (error is not (Errno.ENOENT or Errno.ESRCH))
            {
                return error;
            }
        }

        return Errno.None;
    }

    private void Add(DirectoryDescriptor directory, ReadOnlySpan<byte> name, ReadOnlySpan<byte> link, HeldFile file)
    {
        if (link.StartsWith("socket:["u8))
        {
            Files.Add(file with { Inode = ProcText.Number(link["socket:["u8.Length..]) });
        }
        else if (link.StartsWith("net:["u8))
        {
            Namespaces.Add((ProcText.Number(link["net:["u8.Length..]), file.Process, file.Descriptor));
        }
        else if (!pipes)
        {
            return;
        }
        else if (link.StartsWith("pipe:["u8))
        {
            AddPipe(directory, name, file with { Inode = ProcText.Number(link["pipe:["u8.Length..]) });
        }
        else if (link.StartsWith("/"u8) && !IsDevice(link))
        {
            AddFifo(directory, name, file);
        }
    }

    private void AddPipe(DirectoryDescriptor directory, ReadOnlySpan<byte> name, HeldFile file)
    {
        var (reads, writes) = DirectionOf(directory, name);
        if (reads)
        {
            Files.Add(file with { Kind = HeldKind.Reader });
        }

        if (writes)
        {
            Files.Add(file with { Kind = HeldKind.Writer });
        }
    }

    private void AddFifo(DirectoryDescriptor directory, ReadOnlySpan<byte> name, HeldFile file)
    {
        if (directory.Identify(name, followLinks: true, out var identity) != Errno.None
            || identity.Type != FileIdentity.PipeType)
        {
            return;
        }

        Span<byte> buffer = stackalloc byte[PathBytes];
        if (directory.ReadLink(name, buffer, out var length) != Errno.None)
        {
            return;
        }

        ReadOnlySpan<byte> path = buffer[..length];
        var gone = " (deleted)"u8;
        var isDeleted = path.EndsWith(gone);
        var shown = ProcText.Shown(isDeleted ? path[..^gone.Length] : path);
        var (reads, writes) = DirectionOf(directory, name);
        file = file with { Inode = identity.Inode };
        if (reads)
        {
            Fifos.Add(new HeldFifo(identity.Device, file with { Kind = HeldKind.Reader }, shown, isDeleted));
        }

        if (writes)
        {
            Fifos.Add(new HeldFifo(identity.Device, file with { Kind = HeldKind.Writer }, shown, isDeleted));
        }
    }

    /// <summary>The link's own mode says what the descriptor is open for.</summary>
    private static (bool Reads, bool Writes) DirectionOf(DirectoryDescriptor directory, ReadOnlySpan<byte> name) =>
        directory.Identify(name, followLinks: false, out var link) == Errno.None
            ? ((link.Mode & OwnerMayRead) != 0, (link.Mode & OwnerMayWrite) != 0)
            : default;

    /// <summary>Most descriptors with a path are one of these.</summary>
    private static bool IsDevice(ReadOnlySpan<byte> link) =>
        link.SequenceEqual("/dev/null"u8) || link.StartsWith("/dev/pts/"u8) || link.StartsWith("/dev/tty"u8);
}
