using Soquete.Interop;

namespace Soquete.Mapping.Processes;

/// <summary>A process as it was read, and for how long that is taken to be so.</summary>
/// <param name="Process">The process; null for one that is not shown.</param>
/// <param name="Directory">
/// Its directory in /proc: it is the effective user's, and another process of the same number has another inode.
/// </param>
/// <param name="IsReadable">Whether its descriptors could be read.</param>
/// <param name="Until">When it is to be read again.</param>
internal sealed record KnownProcess(
    MapProcess? Process, FileIdentity Directory, bool IsReadable, DateTimeOffset Until)
{
    /// <summary>
    /// How long it had run before its descriptors were read, where they can be told to be the same by that.
    /// </summary>
    public RunTime Ran { get; init; }

    /// <summary>Its sockets and pipes, where <see cref="Ran"/> is known.</summary>
    public HeldFile[] Files { get; init; } = [];
}
