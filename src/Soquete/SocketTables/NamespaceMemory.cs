namespace Soquete.SocketTables;

/// <summary>
/// Where network namespaces were found, and which processes were looked at for that, from one table to the next. For
/// one thread at a time.
/// </summary>
internal sealed class NamespaceMemory(TimeProvider clock)
{
    /// <summary>A process may enter another namespace, so none is taken to stay where it is for good.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Dictionary<ulong, NamespacePlace> _places = [];
    private HashSet<int> _processes = [];
    private DateTimeOffset _until;

    /// <summary>
    /// Where namespaces may be: where they were found, in files with names, and in processes that were not looked at;
    /// and in all others as well, where one that was found before is not where it was.
    /// </summary>
    /// <param name="found">The namespaces that are found while these are gone through.</param>
    public IEnumerable<NamespacePlace> Places(IReadOnlySet<ulong> found)
    {
        if (clock.GetUtcNow() >= _until)
        {
            _until = clock.GetUtcNow() + Longest;
            Forget();
        }

        foreach (var place in _places.Values.ToList())
        {
            yield return place;
        }

        foreach (var place in NamespacePaths.All(process => !_processes.Contains(process)))
        {
            yield return place;
        }

        if (!found.IsSupersetOf(_places.Keys))
        {
            var processes = Forget();
            foreach (var place in NamespacePaths.All(processes.Contains))
            {
                yield return place;
            }
        }
    }

    /// <summary>A place was looked at.</summary>
    /// <param name="place">The place.</param>
    /// <param name="found">The namespace that is there, by the number of its inode.</param>
    public void Add(NamespacePlace place, ulong found)
    {
        _places.TryAdd(found, place);
        if (place.Process is { } process)
        {
            _processes.Add(process);
        }
    }

    /// <returns>The processes that were looked at.</returns>
    private HashSet<int> Forget()
    {
        var processes = _processes;
        _places.Clear();
        _processes = [];
        return processes;
    }
}
