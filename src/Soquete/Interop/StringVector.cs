using System.Runtime.InteropServices;
using System.Text;

namespace Soquete.Interop;

/// <summary>
/// Strings as execve(2) takes them: an array of pointers, ended by a null one, and behind it the bytes.
/// </summary>
internal sealed class StringVector : IDisposable
{
    private readonly NativeBuffer _block;

    public StringVector(IReadOnlyList<string> strings)
    {
        var next = (strings.Count + 1) * nint.Size;
        _block = new NativeBuffer(next + strings.Sum(text => Encoding.UTF8.GetByteCount(text) + 1));
        var pointers = MemoryMarshal.Cast<byte, nint>(_block.Bytes[..next]);
        for (var i = 0; i < strings.Count; i++)
        {
            pointers[i] = _block.Address + next;

            // The block is zeroed: what is not written is the NUL behind the text.
            next += Encoding.UTF8.GetBytes(strings[i], _block.Bytes[next..]) + 1;
        }
    }

    public nint Address => _block.Address;

    /// <summary>The address of the first string; 0 where there is none.</summary>
    public nint First => MemoryMarshal.Read<nint>(_block.Bytes);

    public void Dispose() => _block.Dispose();
}
