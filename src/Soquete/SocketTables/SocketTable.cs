using Soquete.Interop;

namespace Soquete.SocketTables;

/// <summary>The sockets of this machine, read from the kernel's diagnostics (sock_diag(7)).</summary>
/// <remarks>
/// A table does not change, and is safe for use by several threads. The kernel gives it part by part: a socket that
/// comes or goes meanwhile may be in it or not, and one that changes its state may, rarely, be in it twice or not at
/// all.
/// </remarks>
public sealed class SocketTable
{
    /// <summary>Makes a table of what is known already.</summary>
    /// <param name="sockets">The sockets.</param>
    /// <param name="gaps">What could not be read.</param>
    public SocketTable(IReadOnlyList<SocketEntry> sockets, IReadOnlyList<TableGap>? gaps = null)
    {
        ArgumentNullException.ThrowIfNull(sockets);
        Sockets = sockets;
        Gaps = gaps ?? [];
    }

    /// <summary>The sockets, in the order in which the kernel told of them, namespace by namespace.</summary>
    public IReadOnlyList<SocketEntry> Sockets { get; }

    /// <summary>What could not be read, and why.</summary>
    public IReadOnlyList<TableGap> Gaps { get; }

    /// <summary>Reads the sockets that there are now. It takes a moment: milliseconds for thousands.</summary>
    /// <param name="options">What is read; null for everything.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A state is asked for that there is not.</exception>
    /// <exception cref="SoqueteException">The kernel has no such diagnostics, or refuses them altogether.</exception>
    public static SocketTable Read(SocketTableOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SocketTableOptions();
        cancellationToken.ThrowIfCancellationRequested();
        var reader = new NamespaceReader(options, cancellationToken);
        var finding = NativeNamespace.Current(out var own);
        var others = options.AllNamespaces && finding == Errno.None
            ? new OtherNamespaces(options, own, cancellationToken)
            : null;
        Errno error;
        try
        {
            error = reader.Read(own.Inode);
        }
        finally
        {
            Add(reader, others?.End());
        }

        Failure.ThrowIf(error, "socket NETLINK_SOCK_DIAG", address: null);
        if (finding != Errno.None)
        {
            reader.Gaps.Add(new TableGap(
                "network namespaces", $"/proc does not tell of them ({ErrnoText.Name(finding)})"));
        }

        // What the kernel lacks, it lacks in every namespace.
        return new SocketTable(reader.Sockets, [.. reader.Gaps.Distinct()]);
    }

    private static void Add(NamespaceReader reader, NamespaceReader? others)
    {
        if (others is not null)
        {
            reader.Sockets.AddRange(others.Sockets);
            reader.Gaps.AddRange(others.Gaps);
        }
    }
}
