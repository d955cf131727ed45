using System.Runtime.InteropServices;
using System.Text;

namespace Soquete.Interop;

/// <summary>A number of 64 bits, which the sizes of vsock's buffers are (linux/vm_sockets.h).</summary>
internal sealed record LongOption(ulong Value) : IOptionStructure
{
    public int Length => sizeof(ulong);

    public void WriteTo(Span<byte> value) => MemoryMarshal.Write(value, Value);

    public override string ToString() => Quote(this);

    /// <summary>strace(1) shows the bytes of options that it has no words for.</summary>
    public static string Quote(IOptionStructure structure)
    {
        Span<byte> value = stackalloc byte[IOptionStructure.MaxBytes];
        structure.WriteTo(value);
        var text = new StringBuilder();
        QuotedBytes.Append(text, value[..structure.Length]);
        return text.ToString();
    }
}
