using Soquete.SocketTables;

namespace Soquete.Mapping;

/// <summary>
/// Which part of a map is meant. What is set narrows it: an end is taken where all of it holds, and with an end come
/// the ends that it is joined to.
/// </summary>
public sealed record MapSelection
{
    /// <summary>Ends that one of these processes has open; null for all.</summary>
    public IReadOnlyCollection<int>? ProcessIds { get; init; }

    /// <summary>Ends that a process of this name has open; null for all.</summary>
    public string? ProcessName { get; init; }

    /// <summary>Ends of the internet domain with this port, on either side; null for all.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// Ends bound to this path or <c>@</c> name, joined to such ones among them, and FIFOs of this path; null for all.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>Ends with this inode; null for all.</summary>
    public ulong? Inode { get; init; }

    /// <summary>Ends in one of these states; null for all.</summary>
    public IReadOnlyCollection<SocketState>? States { get; init; }

    /// <summary>Ends of one of these schemes (<see cref="MapEnd.Scheme"/>); null for all.</summary>
    public IReadOnlyCollection<string>? Schemes { get; init; }

    /// <summary>Ends that a process of this user has open; null for all.</summary>
    public uint? UserId { get; init; }

    /// <summary>Ends in this network namespace; null for all.</summary>
    public ulong? NetworkNamespace { get; init; }

    /// <summary>Only listeners, and bound datagram sockets.</summary>
    public bool Listening { get; init; }

    /// <summary>Only ends with problems.</summary>
    public bool Problems { get; init; }

    /// <summary>Whether it asks for processes, so that ends that nobody has open are not meant.</summary>
    public bool IsOfProcesses => ProcessIds is not null || ProcessName is not null || UserId is not null;

    /// <summary>Whether a process is of the number, the name and the user that are asked for.</summary>
    /// <param name="process">The process.</param>
    public bool Takes(MapProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return (ProcessIds is not { } ids || ids.Contains(process.Id))
            && (ProcessName is not { } name || process.Name == name)
            && (UserId is not { } user || process.UserId == user);
    }
}
