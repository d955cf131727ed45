namespace Soquete.Mapping.Processes;

/// <summary>An end of a FIFO that a process has open.</summary>
/// <param name="Device">The file system, whose numbers the inodes are.</param>
/// <param name="File">The rest of it.</param>
/// <param name="Path">The path as /proc has it, with what does not print escaped.</param>
/// <param name="IsDeleted">Whether the path is gone.</param>
internal readonly record struct HeldFifo(ulong Device, HeldFile File, string Path, bool IsDeleted);
