using System.Globalization;
using Soquete.Interop;

namespace Soquete.SocketTables;

/// <summary>
/// Reads the network namespaces of other processes and those with names, each once, on a thread that enters one after
/// the other.
/// </summary>
internal sealed class OtherNamespaces
{
    private readonly NamespaceReader _reader;
    private readonly FileIdentity _own;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ulong> _seen;
    private readonly NamespaceThread _thread;
    private int _hidden;

    /// <summary>Begins to read.</summary>
    /// <param name="options">What is read.</param>
    /// <param name="own">The namespace that is left out.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    public OtherNamespaces(SocketTableOptions options, FileIdentity own, CancellationToken cancellationToken)
    {
        _reader = new NamespaceReader(options, cancellationToken);
        (_own, _cancellationToken) = (own, cancellationToken);
        _seen = [own.Inode];
        _thread = NamespaceThread.Start(Run);
    }

    private static string AsRoot => ThisProcess.EffectiveUserId == 0 ? "" : " (run as root)";

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
        foreach (var path in NamespacePaths.All())
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Visit(path);
        }

        NoteHidden();
    }

    private void Visit(string path)
    {
        var error = NativePath.Identify(path, followLinks: true, out var identity);
        if (error is Errno.EACCES or Errno.EPERM)
        {
            _hidden++;
        }

        // What has a name may be a file that was left over; namespaces are all on one file system of their own.
        if (error != Errno.None || identity.Device != _own.Device || _seen.Contains(identity.Inode))
        {
            return;
        }

        if (NativeFile.OpenFile(path, OpenFlags.ReadOnly, 0, out var file) != Errno.None)
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
                    ? $"not permitted to enter it: it takes CAP_SYS_ADMIN{AsRoot}"
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
                $"not permitted to look: it takes CAP_SYS_PTRACE, and CAP_SYS_ADMIN to enter another one{AsRoot}"));
        }
    }
}
