using System.Runtime.InteropServices;

namespace Soquete.Wire.Netlink;

/// <summary>A socket's cookie: two numbers of four bytes, the lower one first, wherever they are aligned.</summary>
internal static class DiagnosticsCookie
{
    public static ulong Read(ReadOnlySpan<byte> bytes) =>
        MemoryMarshal.Read<uint>(bytes) | ((ulong)MemoryMarshal.Read<uint>(bytes[sizeof(uint)..]) << 32);

    public static void Write(Span<byte> bytes, ulong cookie)
    {
        MemoryMarshal.Write(bytes, (uint)cookie);
        MemoryMarshal.Write(bytes[sizeof(uint)..], (uint)(cookie >> 32));
    }
}
