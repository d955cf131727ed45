namespace Soquete.Wire.Captures;

/// <summary>
/// Writes a pcapng file (draft-ietf-opsawg-pcapng), with times in nanoseconds. Not for several threads.
/// </summary>
/// <remarks>
/// Packets are gathered in one block of memory and written when that is full, on <see cref="Flush"/> and at the end; a
/// packet costs a copy and no allocation. When the stream fails, so does every write after it, and a stream that can
/// seek is cut after the last packet that is whole.
/// </remarks>
public sealed class CaptureWriter : IDisposable
{
    private const int InterfaceBody = 8;
    private const int StatisticsBody = 12;
    private const byte Nanoseconds = 9;

    private readonly CaptureOutput _output;
    private int _interfaces;

    /// <summary>A writer at the beginning of a file; its first section begins with it.</summary>
    /// <param name="stream">What is written to; it needs no buffer of its own.</param>
    /// <param name="section">Who writes it; nothing is said unless given.</param>
    /// <param name="leaveOpen">Whether the stream stays open when this is disposed.</param>
    /// <exception cref="ArgumentException">The stream is not written to, or a text is too long.</exception>
    public CaptureWriter(Stream stream, CaptureSection? section = null, bool leaveOpen = false)
    {
        _output = new CaptureOutput(stream, leaveOpen);
        SectionBlock.Write(_output, section ?? new CaptureSection());
    }

    /// <summary>Packets that were written so far, those that wait for a flush included.</summary>
    public long PacketCount => _output.Packets;

    /// <summary>Packets that were given to the stream.</summary>
    public long FlushedPacketCount => _output.FlushedPackets;

    /// <summary>The file's length so far in bytes, with what waits for a flush.</summary>
    public long Length => _output.Bytes;

    /// <summary>Describes an interface, at any time before its packets.</summary>
    /// <returns>The number that its packets name it by: 0 for the first, 1 for the second.</returns>
    /// <exception cref="ArgumentException">A text is longer than <see cref="CaptureLimits.MaxOption"/>.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are <see cref="CaptureLimits.MaxInterfaces"/> already.
    /// </exception>
    /// <exception cref="CaptureWriteException">What came before could not be written.</exception>
    public int AddInterface(CaptureInterface described)
    {
        ArgumentNullException.ThrowIfNull(described);
        ArgumentOutOfRangeException.ThrowIfNegative(described.SnapLength);
        if (_interfaces == CaptureLimits.MaxInterfaces)
        {
            throw new InvalidOperationException($"A capture has {CaptureLimits.MaxInterfaces} interfaces at most.");
        }

        var filter = described.Filter is null ? null : "\0" + described.Filter;
        var options = BlockWriter.TextLength(described.Name) + BlockWriter.TextLength(described.Description)
            + BlockWriter.OptionLength(sizeof(byte)) + BlockWriter.TextLength(filter)
            + BlockWriter.TextLength(described.OperatingSystem) + BlockWriter.TextLength(described.Hardware);
        var length = PcapngCode.BlockFrame + InterfaceBody + BlockWriter.EndedLength(options);
        var block = new BlockWriter(_output.Take(length), PcapngCode.InterfaceDescription);
        block.UInt16((ushort)described.LinkType);
        block.UInt16(0);
        block.UInt32((uint)described.SnapLength);
        block.OptionText(PcapngCode.InterfaceName, described.Name);
        block.OptionText(PcapngCode.InterfaceWords, described.Description);
        block.OptionByte(PcapngCode.InterfaceResolution, Nanoseconds);
        block.OptionText(PcapngCode.InterfaceFilter, filter);
        block.OptionText(PcapngCode.InterfaceSystem, described.OperatingSystem);
        block.OptionText(PcapngCode.InterfaceHardware, described.Hardware);
        block.End(hasOptions: true);
        return _interfaces++;
    }

    /// <summary>Writes a packet; its <see cref="CapturedPacket.LinkType"/> is its interface's.</summary>
    /// <exception cref="ArgumentException">
    /// No such interface was described, or the time is before 1970, or there are more than
    /// <see cref="CaptureLimits.MaxPacket"/> bytes, or the comment is too long.
    /// </exception>
    /// <exception cref="CaptureWriteException">What came before could not be written.</exception>
    public void Write(in CapturedPacket packet)
    {
        Check(packet.InterfaceId);
        PacketBlock.Write(_output, packet);
    }

    /// <summary>Tells what an interface saw, at the end or as often as it is of use.</summary>
    /// <param name="interfaceId">The interface.</param>
    /// <param name="at">When this was so, in nanoseconds since 1970-01-01 UTC.</param>
    /// <param name="statistics">What it saw since the capture began.</param>
    /// <exception cref="ArgumentException">No such interface was described.</exception>
    /// <exception cref="CaptureWriteException">What came before could not be written.</exception>
    public void WriteStatistics(int interfaceId, long at, in CaptureStatistics statistics)
    {
        Check(interfaceId);
        var options = LengthOf(statistics.Start) + LengthOf(statistics.End) + LengthOf(statistics.Received)
            + LengthOf(statistics.Dropped);
        var length = PcapngCode.BlockFrame + StatisticsBody + BlockWriter.EndedLength(options);
        var block = new BlockWriter(_output.Take(length), PcapngCode.InterfaceStatistics);
        block.UInt32((uint)interfaceId);
        block.Time(at);
        block.OptionTime(PcapngCode.StatisticsStart, statistics.Start);
        block.OptionTime(PcapngCode.StatisticsEnd, statistics.End);
        block.OptionCount(PcapngCode.StatisticsReceived, statistics.Received);
        block.OptionCount(PcapngCode.StatisticsDropped, statistics.Dropped);
        block.End(options > 0);
    }

    /// <summary>Gives everything to the stream, and flushes that.</summary>
    /// <exception cref="CaptureWriteException">It could not be written.</exception>
    public void Flush() => _output.Flush();

    /// <summary>Writes what waits for a flush, unless writing has failed before, and closes the stream.</summary>
    /// <exception cref="CaptureWriteException">
    /// It could not be written: <see cref="Flush"/> first, where that is to be known in another place.
    /// </exception>
    public void Dispose() => _output.Dispose();

    private static int LengthOf(long? value) => BlockWriter.OptionLength(value is null ? null : sizeof(long));

    private void Check(int interfaceId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(interfaceId);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(interfaceId, _interfaces);
    }
}
