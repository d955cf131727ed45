using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Raw;

/// <summary>What comes beside a frame as control data (packet(7), socket(7)).</summary>
internal readonly struct FrameFacts
{
    /// <summary>The room that all of it takes.</summary>
    public const int Room = 128;

    public const long NanosecondsPerSecond = 1_000_000_000;

    private FrameFacts(in PacketAuxiliary auxiliary, long timestamp)
    {
        Auxiliary = auxiliary;
        Timestamp = timestamp;
    }

    public PacketAuxiliary Auxiliary { get; }

    /// <summary>In nanoseconds since 1970.</summary>
    public long Timestamp { get; }

    public static FrameFacts Read(ReadOnlySpan<byte> control)
    {
        PacketAuxiliary auxiliary = default;
        long timestamp = 0;
        while (ControlMessage.TryRead(ref control, out var message))
        {
            if (message.Kind == PacketAuxiliary.Kind && message.Data.Length >= PacketAuxiliary.Size)
            {
                auxiliary = MemoryMarshal.Read<PacketAuxiliary>(message.Data);
            }
            else if (message.Kind == ControlKind.Timestamp && message.Data.Length >= 2 * sizeof(long))
            {
                var seconds = MemoryMarshal.Read<long>(message.Data);
                timestamp = (seconds * NanosecondsPerSecond) + MemoryMarshal.Read<long>(message.Data[sizeof(long)..]);
            }
        }

        return new FrameFacts(auxiliary, timestamp);
    }
}
