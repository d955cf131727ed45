using System.Collections;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Soquete.Interop;

namespace Soquete.Ancillary;

/// <summary>
/// The descriptors that came with a message, in the sender's order. They are there until the next receive or the end of
/// the connection or socket they came through, which close those that were not taken; disposing does so before.
/// </summary>
/// <remarks>
/// A peer can send 253 of them with each message; closing what nobody takes keeps it from using up this process's
/// limit. Not thread-safe.
/// </remarks>
public sealed class PassedDescriptors : IReadOnlyList<PassedDescriptor>, IDisposable
{
    private readonly PassedDescriptor[] _descriptors;

    internal PassedDescriptors(ReadOnlySpan<int> numbers)
    {
        _descriptors = new PassedDescriptor[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            _descriptors[i] = new PassedDescriptor(this, numbers[i]);
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

    /// <summary>
    /// Takes over all of them that are left, in a collection that is the caller's alone: to keep beyond the next
    /// receive.
    /// </summary>
    public PassedDescriptors TakeAll()
    {
        var left = new List<int>(_descriptors.Length);
        foreach (var descriptor in _descriptors)
        {
            if (descriptor.Release() is var number and >= 0)
            {
                left.Add(number);
            }
        }

        return new PassedDescriptors(CollectionsMarshal.AsSpan(left));
    }

    /// <summary>Closes those that were not taken.</summary>
    public void Dispose()
    {
        CloseAll();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes them as control data to send on; they stay open and owned here.</summary>
    /// <returns>How many bytes it took.</returns>
    internal int Write(Span<byte> control)
    {
        Span<int> numbers = stackalloc int[_descriptors.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = _descriptors[i].Number;
        }

        return ControlMessage.Write(control, ControlKind.Rights, MemoryMarshal.AsBytes(numbers));
    }

    /// <summary>Them as control data to send on; they stay open and owned here.</summary>
    internal byte[] ToControl()
    {
        var control = new byte[ReceivedControl.Room];
        return control[..Write(control)];
    }

    /// <summary>Descriptors of their own for the same open files; null where this process has none left.</summary>
    internal PassedDescriptors? Duplicate()
    {
        var numbers = new int[_descriptors.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            using var handle = new SafeFileHandle(_descriptors[i].Number, ownsHandle: false);
            if (NativeFile.Duplicate(handle, 0, out var duplicate) != Errno.None)
            {
                new PassedDescriptors(numbers.AsSpan(0, i)).Dispose();
                return null;
            }

            numbers[i] = (int)duplicate.DangerousGetHandle();
            duplicate.SetHandleAsInvalid();
        }

        return new PassedDescriptors(numbers);
    }

    private void CloseAll()
    {
        foreach (var descriptor in _descriptors)
        {
            descriptor.Close();
        }
    }
}
