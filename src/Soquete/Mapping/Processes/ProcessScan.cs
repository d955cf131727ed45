using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Mapping.Processes;

/// <summary>
/// Reads the descriptors of all processes, on a thread of its own while the caller has something else to do, and on the
/// caller's as well from then on.
/// </summary>
/// <remarks>
/// Threads that have a table of descriptors of their own (unshare(2), CLONE_FILES) are not looked at: those of the
/// process's first thread are. A process that ends meanwhile is left out.
/// </remarks>
internal sealed class ProcessScan : IDisposable
{
    /// <summary>Below it a thread costs more than it saves.</summary>
    private const int FewProcesses = 16;

    private const int MostDigits = 10;

    private readonly DirectoryDescriptor _proc;
    private readonly int[] _ids;
    private readonly KnownProcess?[] _processes;
    private readonly bool _pipes;
    private readonly ProcessMemory _memory;
    private readonly ConcurrentDictionary<uint, string> _users = [];
    private readonly DescriptorReader _besideFiles;
    private readonly Thread? _beside;
    private ExceptionDispatchInfo? _failure;
    private int _next = -1;

    private ProcessScan(DirectoryDescriptor proc, bool pipes, ProcessMemory memory)
    {
        (_proc, _pipes, _memory) = (proc, pipes, memory);
        _ids = ProcessNumbers.Read(proc);
        _memory.ReadBootTime(proc);
        _processes = new KnownProcess?[_ids.Length];
        _besideFiles = new DescriptorReader(pipes);
        if (_ids.Length > FewProcesses && Environment.ProcessorCount > 1)
        {
            _beside = new Thread(ReadBeside) { IsBackground = true, Name = "soquete processes" };
            _beside.Start();
        }
    }

    /// <summary>Begins to read.</summary>
    /// <param name="pipes">Whether pipes and FIFOs are looked for.</param>
    /// <param name="memory">What is known of processes; for one scan at a time.</param>
    /// <exception cref="SoqueteException">/proc cannot be read.</exception>
    public static ProcessScan Start(bool pipes, ProcessMemory memory)
    {
        var error = DirectoryDescriptor.Working.OpenDirectory("/proc\0"u8, out var proc);
        Failure.ThrowIf(error, "open", "/proc", "mount -t proc proc /proc");
        try
        {
            return new ProcessScan(proc, pipes, memory);
        }
        catch
        {
            proc.Dispose();
            throw;
        }
    }

    /// <summary>Reads what is left, and gives all of it.</summary>
    /// <exception cref="SoqueteException">This process has no descriptor left to read with.</exception>
    public ScannedProcesses Finish()
    {
        var own = new DescriptorReader(_pipes);
        ReadAll(own);
        _beside?.Join();
        _failure?.Throw();
        own.Files.AddRange(_besideFiles.Files);
        own.Fifos.AddRange(_besideFiles.Fifos);
        _memory.Keep(_ids, _processes);
        return new ScannedProcesses(Array.ConvertAll(_processes, known => known?.Process), own.Files, own.Fifos)
        {
            Namespaces = [.. own.Namespaces.Concat(_besideFiles.Namespaces).Select(PathOf)],
        };
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref _next, _ids.Length);
        _beside?.Join();
        _proc.Dispose();
    }

    private (ulong Inode, string Path) PathOf((ulong Inode, int Process, int Descriptor) held) =>
        (held.Inode, string.Create(CultureInfo.InvariantCulture, $"/proc/{_ids[held.Process]}/fd/{held.Descriptor}"));

    private void ReadBeside()
    {
        try
        {
            ReadAll(_besideFiles);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
    }

    private void ReadAll(DescriptorReader descriptors)
    {
        var reader = new ProcessReader(_memory, _users);
        int place;
        while ((place = Interlocked.Increment(ref _next)) < _ids.Length && place >= 0)
        {
            _processes[place] = Read(_ids[place], place, descriptors, reader);
        }
    }

    /// <returns>Null where the process is gone, or has nothing that is looked for.</returns>
    private KnownProcess? Read(int id, int place, DescriptorReader descriptors, ProcessReader reader)
    {
        Span<byte> name = stackalloc byte[MostDigits + 1];
        var error = _proc.OpenDirectory(ProcText.Name(name, id), out var process);
        if (error != Errno.None)
        {
            // Of a process that is hidden (hidepid=noaccess, proc(5)) no more than its number is to be had.
            return IsGone(error) || IsRefused(error) ? null : throw Failure.Of(error, "open", $"/proc/{id}");
        }

        // Held open, it stays that process's, also when another one has got the number.
        using (process)
        {
            // Before its descriptors: what it opens while they are read shows in how long it has run the next time.
            var ran = _memory.Lasts ? RunTime.Read(process) : default;
            if (_memory.FindIdle(id, ran) is { } idle)
            {
                descriptors.Add(idle.Files, place);
                return idle;
            }

            var (files, fifos) = (descriptors.Files.Count, descriptors.Fifos.Count);
            var spaces = descriptors.Namespaces.Count;
            error = descriptors.Read(process, place);
            var hasEnds = descriptors.Files.Count > files || descriptors.Fifos.Count > fifos;
            var isReadable = !IsRefused(error);
            if (isReadable && error != Errno.None && !IsGone(error))
            {
                throw Failure.Of(error, "open", $"/proc/{id}/fd");
            }

            if (!hasEnds && isReadable)
            {
                return null;
            }

            // The path of a FIFO may go though nobody runs. Hardly anybody has namespaces open.
            var isKept = isReadable && descriptors.Fifos.Count == fifos && descriptors.Namespaces.Count == spaces;
            var held = CollectionsMarshal.AsSpan(descriptors.Files)[files..];
            return reader.Read(process, id, isReadable, isKept ? ran : default, held);
        }
    }

    private static bool IsGone(Errno error) => error is Errno.ENOENT or Errno.ESRCH;

    private static bool IsRefused(Errno error) => error is Errno.EACCES or Errno.EPERM;
}
