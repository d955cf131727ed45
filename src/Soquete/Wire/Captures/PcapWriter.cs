using System.Buffers.Binary;

namespace Soquete.Wire.Captures;

/// <summary>
/// Writes a classic pcap file (draft-ietf-opsawg-pcap): one interface, and of each packet its time, its length and its
/// bytes alone. Not for several threads.
/// </summary>
/// <remarks>Writing and failing are as with <see cref="CaptureWriter"/>.</remarks>
public sealed class PcapWriter : IDisposable
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const uint NanosecondsPerMicrosecond = 1000;

    private readonly CaptureOutput _output;
    private readonly bool _isNanoseconds;

    /// <summary>A writer at the beginning of a file, whose header comes first.</summary>
    /// <param name="stream">What is written to; it needs no buffer of its own.</param>
    /// <param name="linkType">What each packet begins with.</param>
    /// <param name="snapLength">How many bytes of a packet were kept at most.</param>
    /// <param name="nanoseconds">Whether times are in nanoseconds; old readers know microseconds alone.</param>
    /// <param name="leaveOpen">Whether the stream stays open when this is disposed.</param>
    /// <exception cref="ArgumentException">The stream is not written to.</exception>
    public PcapWriter(
        Stream stream,
        LinkType linkType,
        int snapLength = CaptureLimits.MaxPacket,
        bool nanoseconds = true,
        bool leaveOpen = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(snapLength);
        _output = new CaptureOutput(stream, leaveOpen);
        _isNanoseconds = nanoseconds;
        WriteHeader(linkType, snapLength);
    }

    /// <summary>Packets that were written so far, those that wait for a flush included.</summary>
    public long PacketCount => _output.Packets;

    /// <summary>Packets that were given to the stream.</summary>
    public long FlushedPacketCount => _output.FlushedPackets;

    /// <summary>The file's length so far in bytes, with what waits for a flush.</summary>
    public long Length => _output.Bytes;

    /// <summary>
    /// Writes a packet: its time, lengths and bytes. Microseconds are cut, not rounded, so that order stays.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The time is before 1970 or after 2106, or there are more than <see cref="CaptureLimits.MaxPacket"/> bytes.
    /// </exception>
    /// <exception cref="CaptureWriteException">What came before could not be written.</exception>
    public void Write(in CapturedPacket packet)
    {
        PacketBlock.CheckPacket(packet);
        var (seconds, fraction) = Math.DivRem(packet.Timestamp, NanosecondsPerSecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, uint.MaxValue);
        var record = _output.TakePacket(PcapCode.RecordHeader + packet.Data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(
            record[4..], _isNanoseconds ? (uint)fraction : (uint)fraction / NanosecondsPerMicrosecond);
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], packet.Data.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record[12..], packet.OriginalLength);
        packet.Data.CopyTo(record[PcapCode.RecordHeader..]);
    }

    /// <summary>Gives everything to the stream, and flushes that.</summary>
    /// <exception cref="CaptureWriteException">It could not be written.</exception>
    public void Flush() => _output.Flush();

    /// <summary>Writes what waits for a flush, unless writing has failed before, and closes the stream.</summary>
    /// <exception cref="CaptureWriteException">It could not be written.</exception>
    public void Dispose() => _output.Dispose();

    private void WriteHeader(LinkType linkType, int snapLength)
    {
        var header = _output.Take(PcapCode.FileHeader);
        BinaryPrimitives.WriteUInt32LittleEndian(
            header, _isNanoseconds ? PcapCode.NanosecondsMagic : PcapCode.MicrosecondsMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], PcapCode.MajorVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], PcapCode.MinorVersion);
        // A time zone and an accuracy, which are always 0.
        header[8..16].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], snapLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], (uint)linkType);
    }
}
