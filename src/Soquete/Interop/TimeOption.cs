using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>A duration as <c>struct timeval</c>, seconds and microseconds of 64 bits each.</summary>
internal sealed record TimeOption(TimeSpan Time) : IOptionStructure
{
    public int Length => 2 * sizeof(long);

    public void WriteTo(Span<byte> value)
    {
        var seconds = Time.Ticks / TimeSpan.TicksPerSecond;
        var microseconds = Time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        MemoryMarshal.Write(value, in seconds);
        MemoryMarshal.Write(value[sizeof(long)..], in microseconds);
    }

    public override string ToString() => LongOption.Quote(this);
}
