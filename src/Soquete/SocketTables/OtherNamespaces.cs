using System.Globalization;
using Soquete.Interop;

namespace Soquete.SocketTables;

/// <summary>
/// Reads network namespaces that are found by their paths, each once, on a thread that enters one after the other.
/// </summary>
internal sealed class OtherNamespaces
{
    private readonly NamespaceReader _reader;
    private readonly ulong _device;
    private readonly IEnumerable<NamespacePlace> _places;
    private readonly NamespaceMemory? _memory;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ulong> _seen;
    private readonly NamespaceThread _thread;
    private int _hidden;

    /// <summary>Begins to read.</summary>
    /// <param name="options">What is read.</param>
    /// <param name="device">The file system that namespaces are on.</param>
    /// <param name="seen">The namespaces that are left out, to which the others are added.</param>
    /// <param name="places">Where they may be.</param>
    /// <param name="memory">Is told where they are; null for nobody.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    public OtherNamespaces(
        SocketTableOptions options, ulong device, HashSet<ulong> seen, IEnumerable<NamespacePlace> places,
        NamespaceMemory? memory, CancellationToken cancellationToken)
    {
        _reader = new NamespaceReader(options, cancellationToken);
        (_device, _seen, _places, _memory) = (device, seen, places, memory);
        _cancellationToken = cancellationToken;
        _thread = NamespaceThread.Start(Run);
    }

    /// <summary>The namespaces that were found, and those that were left out; at the end.</summary>
    public IReadOnlySet<ulong> Seen => _seen;

    /// <summary>Waits for the end.</summary>
    /// <returns>What was read.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public NamespaceReader End()
    {
        _thread.End();
        return _reader;
    }

    private void Run()
    {
        foreach (var place in _places)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Visit(place);
        }

        NoteHidden();
    }

    private void Visit(NamespacePlace place)
    {
        var error = NativePath.Identify(place.Path, followLinks: true, out var identity);
        if (error is Errno.EACCES or Errno.EPERM)
        {
            _hidden++;
        }

        // What has a name may be a file that was left over; namespaces are all on one file system of their own.
        if (error != Errno.None || identity.Device != _device)
        {
            return;
        }

        _memory?.Add(place, identity.Inode);
        if (_seen.Contains(identity.Inode))
        {
            return;
        }

        if (NativeFile.OpenFile(place.Path, OpenFlags.ReadOnly, 0, out var file) != Errno.None)
        {
            // Its process is gone. Another one may have the namespace too.
            return;
        }

        using (file)
        {
            // By now the number of the process may be another's.
            if (NativePath.Identify(file, out identity) == Errno.None && _seen.Add(identity.Inode))
            {
                Read(identity.Inode, NativeNamespace.Enter(file));
            }
        }
    }

    private void Read(ulong networkNamespace, Errno entering)
    {
        var call = "setns";
        var error = entering;
        if (error == Errno.None)
        {
            (call, error) = ("socket", _reader.Read(networkNamespace));
        }

        if (error != Errno.None)
        {
            _reader.Gaps.Add(new TableGap(
                string.Create(CultureInfo.InvariantCulture, $"network namespace {networkNamespace}"),
                error == Errno.EPERM
                    ? $"not permitted to enter it: it takes CAP_SYS_ADMIN{ThisProcess.RootHint}"
                    : $"{ErrnoText.Describe(error)} ({call}: {ErrnoText.Name(error)})"));
        }
    }

    private void NoteHidden()
    {
        if (_hidden > 0)
        {
            _reader.Gaps.Add(new TableGap(
                _hidden == 1
                    ? "network namespace of 1 process"
                    : string.Create(CultureInfo.InvariantCulture, $"network namespaces of {_hidden} processes"),
                $"not permitted to look: it takes CAP_SYS_PTRACE, and CAP_SYS_ADMIN to enter another one"
                    + ThisProcess.RootHint));
        }
    }
}
