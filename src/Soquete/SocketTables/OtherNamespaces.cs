using System.Globalization;
using System.Runtime.ExceptionServices;
using Soquete.Interop;

namespace Soquete.SocketTables;

/// <summary>
/// Reads the network namespaces of other processes and those with names, each once, on a thread that enters one after
/// the other, and ends then.
/// </summary>
internal sealed class OtherNamespaces
{
    /// <summary>What the thread is called.</summary>
    public const string ThreadName = "soquete tables";

    private readonly NamespaceReader _reader;
    private readonly FileIdentity _own;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ulong> _seen;
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;
    private int _hidden;

    private static string AsRoot => ThisProcess.EffectiveUserId == 0 ? "" : " (run as root)";

    /// <summary>Begins to read.</summary>
    /// <param name="options">What is read.</param>
    /// <param name="own">The namespace that is left out.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    public OtherNamespaces(SocketTableOptions options, FileIdentity own, CancellationToken cancellationToken)
    {
        _reader = new NamespaceReader(options, cancellationToken);
        (_own, _cancellationToken) = (own, cancellationToken);
        _seen = [own.Inode];
        _thread = new Thread(Run) { IsBackground = true, Name = ThreadName };
        _thread.UnsafeStart();
    }

    /// <summary>Waits for the end, which is no longer than the kernel takes.</summary>
    /// <returns>What was read.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public NamespaceReader End()
    {
        _thread.Join();
        _failure?.Throw();
        return _reader;
    }

    private void Run()
    {
        try
        {
            foreach (var path in Named())
            {
                Visit(path);
            }

            foreach (var process in Processes())
            {
                Visit(NativeNamespace.PathOf(process));
            }

            NoteHidden();
        }
        catch (Exception failure)
        {
            // It is thrown where the end is waited for.
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
    }

    private static string[] Named()
    {
        try
        {
            return Directory.GetFiles(NativeNamespace.NamedFolder);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            // Nobody has given a name to any.
            return [];
        }
    }

    private static IEnumerable<int> Processes()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            var name = folder.AsSpan(folder.LastIndexOf('/') + 1);
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var process))
            {
                yield return process;
            }
        }
    }

    private void Visit(string path)
    {
        _cancellationToken.ThrowIfCancellationRequested();
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
