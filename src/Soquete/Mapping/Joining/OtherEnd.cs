namespace Soquete.Mapping.Joining;

/// <summary>An end that is no socket of this machine.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Scheme">What it is called for that.</param>
/// <param name="Inode">Its number; 0 for none.</param>
/// <param name="Name">Its name; null for none.</param>
/// <param name="Role">A pipe's direction.</param>
/// <param name="IsDeleted">Of a FIFO, whether its path is gone.</param>
internal readonly record struct OtherEnd(
    MapEndKind Kind, string Scheme, ulong Inode, string? Name, MapRole Role, bool IsDeleted = false);
