using System.Collections;

namespace Soquete.Ancillary;

/// <summary>
/// The descriptors that came with a message, in the sender's order. Disposing closes those that were not taken.
/// </summary>
/// <remarks>Not thread-safe. Where it is lost undisposed, a finalizer closes what is left.</remarks>
public sealed class PassedDescriptors : IReadOnlyList<PassedDescriptor>, IDisposable
{
    private readonly PassedDescriptor[] _descriptors;

    internal PassedDescriptors(ReadOnlySpan<int> numbers)
    {
        _descriptors = new PassedDescriptor[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            _descriptors[i] = new PassedDescriptor(numbers[i]);
        }
    }

    /// <summary>Closes what nobody took and nobody closed.</summary>
    ~PassedDescriptors() => CloseAll();

    /// <summary>How many came; the ones that were taken count too.</summary>
    public int Count => _descriptors.Length;

    /// <summary>One of them, in the sender's order.</summary>
    public PassedDescriptor this[int index] => _descriptors[index];

    /// <inheritdoc/>
    public IEnumerator<PassedDescriptor> GetEnumerator() => _descriptors.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Closes those that were not taken.</summary>
    public void Dispose()
    {
        CloseAll();
        GC.SuppressFinalize(this);
    }

    private void CloseAll()
    {
        foreach (var descriptor in _descriptors)
        {
            descriptor.Close();
        }
    }
}
