namespace Soquete.Mapping.Processes;

/// <summary>What a scan found.</summary>
/// <param name="Processes">
/// The processes that have sockets or pipes, or could not be read, at their places; null for others.
/// </param>
/// <param name="Files">Their sockets and pipes, those of a process one after the other.</param>
/// <param name="Fifos">Their FIFOs.</param>
internal sealed record ScannedProcesses(MapProcess?[] Processes, List<HeldFile> Files, List<HeldFifo> Fifos)
{
    /// <summary>The network namespaces that they have open, by their numbers, and the descriptors' paths.</summary>
    public IReadOnlyList<(ulong Inode, string Path)> Namespaces { get; init; } = [];
}
