namespace Soquete.Wire.Captures;

/// <summary>A capture could not be written on: the disk is full, or its reader is gone.</summary>
/// <remarks>The inner exception is the stream's own.</remarks>
public sealed class CaptureWriteException : IOException
{
    internal CaptureWriteException(long packets, IOException cause)
        : base($"{cause.Message}; {(packets == 1 ? "1 packet is" : $"{packets} packets are")} in the file", cause) =>
        PacketCount = packets;

    /// <summary>How many packets are whole in the file, or were given to the stream whole where it is none.</summary>
    public long PacketCount { get; }
}
