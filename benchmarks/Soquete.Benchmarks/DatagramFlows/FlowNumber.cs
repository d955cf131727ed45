using System.Runtime.InteropServices;

namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>What a datagram begins with, and all that the receiver tells, in the machine's order.</summary>
internal static class FlowNumber
{
    public const int Bytes = sizeof(ulong);
    public const ulong WarmUp = 0;
    public const ulong Last = ulong.MaxValue;

    public static ulong Read(ReadOnlySpan<byte> datagram) => MemoryMarshal.Read<ulong>(datagram);

    public static void Write(Span<byte> datagram, ulong number) => MemoryMarshal.Write(datagram, number);
}
