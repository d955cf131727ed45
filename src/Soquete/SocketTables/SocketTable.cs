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

    /// <summary>The addresses of the interfaces in the namespaces that were read, for the sockets at them.</summary>
    internal IReadOnlyList<LocalAddress> Addresses { get; init; } = [];

    /// <summary>The inodes of the sockets that were opened to read it, which it leaves out.</summary>
    internal IReadOnlySet<uint> Own { get; private init; } = new HashSet<uint>();

    /// <summary>The namespaces that were found, read or not.</summary>
    internal IReadOnlySet<ulong> Namespaces { get; private init; } = new HashSet<ulong>();

    /// <summary>Reads the sockets that there are now. It takes a moment: milliseconds for thousands.</summary>
    /// <param name="options">What is read; null for everything.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A state is asked for that there is not.</exception>
    /// <exception cref="SoqueteException">The kernel has no such diagnostics, or refuses them altogether.</exception>
    public static SocketTable Read(SocketTableOptions? options = null, CancellationToken cancellationToken = default) =>
        Read(options ?? new SocketTableOptions(), new NamespaceMemory(TimeProvider.System), cancellationToken);

    /// <summary>The same for who reads again and again.</summary>
    /// <param name="options">What is read.</param>
    /// <param name="memory">What is known from one reading to the next.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    internal static SocketTable Read(
        SocketTableOptions options, NamespaceMemory memory, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var reader = new NamespaceReader(options, cancellationToken);
        var finding = NativeNamespace.Current(out var own);
        HashSet<ulong> seen = [own.Inode];
        var others = options.AllNamespaces && finding == Errno.None
            ? new OtherNamespaces(options, own.Device, seen, memory.Places(seen), memory, cancellationToken)
            : null;
        Errno error;
        try
        {
            error = reader.Read(own.Inode);
        }
        finally
        {
            if (others is not null)
            {
                reader.Add(Of(others.End(), others.Seen));
            }
        }

        Failure.ThrowIf(error, "socket NETLINK_SOCK_DIAG", address: null);
        if (finding != Errno.None)
        {
            reader.Gaps.Add(new TableGap(
                "network namespaces", $"/proc does not tell of them ({ErrnoText.Name(finding)})"));
        }

        return Of(reader, seen);
    }

    /// <summary>
    /// The same with the namespaces that descriptors keep, which have neither a name nor a process and so were not
    /// found.
    /// </summary>
    /// <param name="held">Their numbers, and the descriptors' paths.</param>
    /// <param name="options">What is read.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    internal SocketTable With(
        IEnumerable<(ulong Namespace, string Path)> held, SocketTableOptions options,
        CancellationToken cancellationToken)
    {
        var places = held.Where(each => !Namespaces.Contains(each.Namespace))
            .Select(each => new NamespacePlace(each.Path)).ToList();
        if (places.Count == 0 || NativeNamespace.Current(out var own) != Errno.None)
        {
            return this;
        }

        var others = new OtherNamespaces(options, own.Device, [.. Namespaces], places, null, cancellationToken);
        var reader = new NamespaceReader(options, cancellationToken);
        reader.Add(this);
        reader.Add(Of(others.End(), others.Seen));
        return Of(reader, others.Seen);
    }

    // What the kernel lacks, it lacks in every namespace.
    private static SocketTable Of(NamespaceReader reader, IReadOnlySet<ulong> namespaces) =>
        new(reader.Sockets, [.. reader.Gaps.Distinct()])
        {
            Addresses = reader.Addresses, Own = reader.Own, Namespaces = namespaces,
        };
}
