using System.Buffers;

namespace Soquete.Relaying.Recording;

/// <summary>A packet on its way into the file, in memory of its own. It is released once.</summary>
/// <param name="Interface">The relay's number in the file.</param>
/// <param name="Timestamp">Nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Buffer">Memory of the shared pool.</param>
/// <param name="Length">How much of it is the packet.</param>
/// <param name="Comment">Words about it, or null.</param>
internal readonly record struct RecordedPacket(
    int Interface, long Timestamp, byte[] Buffer, int Length, string? Comment)
{
    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    /// <summary>The time of now, as packets have it.</summary>
    public static long Now => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    public void Release() => ArrayPool<byte>.Shared.Return(Buffer);
}
