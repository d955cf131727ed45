using Soquete.Mapping.Joining;
using Soquete.Mapping.Processes;
using Soquete.SocketTables;

namespace Soquete.Mapping;

/// <summary>
/// Captures one map after the other, for who watches: what seldom changes is remembered from one to the next.
/// </summary>
/// <remarks>
/// Sockets are read each time, and so is which descriptors processes have; of a process of one thread that has not run
/// meanwhile (<c>/proc/PID/schedstat</c>) within ten seconds. What else is told of a process (its name, command line,
/// parent, control group, network namespace) is read again after ten seconds; sooner where the process is
/// younger than that, or its effective user is another. A network namespace that a process entered which was there
/// already is found within ten seconds, too. <see cref="ProcessMap.Capture"/> remembers nothing. Safe for use by
/// several threads, which wait for each other.
/// </remarks>
public sealed class MapCapture
{
    private readonly ProcessMapOptions _options;
    private readonly ProcessMemory _processes;
    private readonly NamespaceMemory _namespaces;
    private readonly Lock _oneAtATime = new();

    /// <summary>Captures nothing yet.</summary>
    /// <param name="options">What is captured; null for everything.</param>
    public MapCapture(ProcessMapOptions? options = null)
        : this(options, TimeProvider.System)
    {
    }

    /// <summary>The same by another clock, or for once.</summary>
    internal MapCapture(ProcessMapOptions? options, TimeProvider clock, bool lasts = true)
    {
        _options = options ?? new ProcessMapOptions();
        (_processes, _namespaces) = (new ProcessMemory(clock, lasts), new NamespaceMemory(clock));
    }

    /// <summary>Captures the map as it is now.</summary>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A state is asked for that there is not.</exception>
    /// <exception cref="SoqueteException">The kernel's diagnostics or <c>/proc</c> cannot be read at all.</exception>
    public ProcessMap Next(CancellationToken cancellationToken = default)
    {
        lock (_oneAtATime)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var capturedAt = DateTimeOffset.UtcNow;
            using var scan = ProcessScan.Start(_options.Pipes, _processes);
            var table = SocketTable.Read(_options.Sockets, _namespaces, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var scanned = scan.Finish();
            cancellationToken.ThrowIfCancellationRequested();
            if (_options.Sockets.AllNamespaces)
            {
                table = table.With(scanned.Namespaces, _options.Sockets, cancellationToken);
            }

            var isWhole = _options.Sockets is { Families: SocketFamilies.All, AllNamespaces: true }
                && TcpStateMask.HasAllThatAreHeld(_options.Sockets.TcpStates);
            return MapJoiner.Join(table, scanned, FreePorts.Read(), capturedAt, isWhole);
        }
    }
}
