namespace Soquete.Tests.Support.Namespaces;

/// <summary>Namespaces that belong together, and go together.</summary>
internal sealed class NamespaceSet : IAsyncDisposable
{
    private readonly Stack<NetworkNamespace> _made = [];

    /// <summary>Makes what stands on a new set; where that fails, the set is disposed.</summary>
    public static async Task<T> MakeAsync<T>(Func<NamespaceSet, Task<T>> make)
    {
        var set = new NamespaceSet();
        try
        {
            return await make(set);
        }
        catch
        {
            await set.DisposeAsync();
            throw;
        }
    }

    public async Task<NetworkNamespace> AddAsync()
    {
        var made = await NetworkNamespace.CreateAsync();
        _made.Push(made);
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        while (_made.TryPop(out var made))
        {
            await made.DisposeAsync();
        }
    }
}
