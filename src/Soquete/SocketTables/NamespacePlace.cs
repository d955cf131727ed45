namespace Soquete.SocketTables;

/// <summary>Where a network namespace may be.</summary>
/// <param name="Path">A file that is it.</param>
/// <param name="Process">The process whose it is; null for one with a name, or that a descriptor keeps.</param>
internal readonly record struct NamespacePlace(string Path, int? Process = null);
