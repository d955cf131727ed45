namespace Soquete.Mapping.Processes;

/// <summary>A socket, or an end of a pipe, that a process has open.</summary>
/// <param name="Inode">Its number.</param>
/// <param name="Process">The process, by its place in the scan.</param>
/// <param name="Descriptor">The number of the descriptor.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct HeldFile(ulong Inode, int Process, int Descriptor, HeldKind Kind);
