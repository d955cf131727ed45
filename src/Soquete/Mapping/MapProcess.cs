namespace Soquete.Mapping;

/// <summary>A process, as it was when the map was captured.</summary>
public sealed class MapProcess
{
    /// <summary>Its number in this pid namespace.</summary>
    public required int Id { get; init; }

    /// <summary>The number of its parent; 0 for none.</summary>
    public int ParentId { get; init; }

    /// <summary>Its name (<c>/proc/PID/comm</c>), with what does not print escaped.</summary>
    public required string Name { get; init; }

    /// <summary>Its command line, its arguments parted by spaces; empty for a process of the kernel.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>Its effective user.</summary>
    public uint UserId { get; init; }

    /// <summary>The name of that user; its number where it has none.</summary>
    public string User { get; init; } = "";

    /// <summary>When it was started; null where that could not be read.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Its control group (cgroups(7)), such as <c>/system.slice/ssh.service</c>; null for none.</summary>
    public string? ControlGroup { get; init; }

    /// <summary>The systemd unit that its control group is of, such as <c>ssh.service</c>; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>
    /// The first twelve characters of the container's identifier, read from its control group; null for none.
    /// </summary>
    public string? Container { get; init; }

    /// <summary>Its network namespace, by the number of its inode; 0 where that could not be read.</summary>
    public ulong NetworkNamespace { get; init; }

    /// <summary>Whether its descriptors could be read. Those of other users' processes take CAP_SYS_PTRACE.</summary>
    public bool IsReadable { get; init; } = true;
}
