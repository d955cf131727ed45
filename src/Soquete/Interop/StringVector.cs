using System.Runtime.InteropServices;
using System.Text;

namespace Soquete.Interop;

/// <summary>
/// Strings as execve(2) takes its arguments and its environment: an array of pointers, ended by a null one.
/// </summary>
internal sealed unsafe class StringVector : IDisposable
{
    private readonly byte** _pointers;

    public StringVector(IReadOnlyList<string> strings)
    {
        // One block holds the pointers and, behind them, the bytes.
        var pointerBytes = (nuint)(strings.Count + 1) * (nuint)sizeof(byte*);
        var textBytes = strings.Sum(text => Encoding.UTF8.GetByteCount(text) + 1);

        // SAFETY: zeroed, so that the last pointer is null and each text ends in NUL; every write below stays within
        // what was counted above, and Dispose frees it once.
        _pointers = (byte**)NativeMemory.AllocZeroed(pointerBytes + (nuint)textBytes);
        var text = new Span<byte>((byte*)_pointers + pointerBytes, textBytes);
        var next = (byte*)_pointers + pointerBytes;
        for (var i = 0; i < strings.Count; i++)
        {
            _pointers[i] = next;
            var count = Encoding.UTF8.GetBytes(strings[i], text) + 1;
            text = text[count..];
            next += count;
        }
    }

    public nint Address => (nint)_pointers;

    /// <summary>The address of the first string; 0 where there is none.</summary>
    // SAFETY: the array has at least its null pointer.
    public nint First => (nint)_pointers[0];

    // SAFETY: the block came from AllocZeroed, and its owner disposes it once.
    public void Dispose() => NativeMemory.Free(_pointers);
}
