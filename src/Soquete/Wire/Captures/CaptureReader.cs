using System.Buffers.Binary;

namespace Soquete.Wire.Captures;

/// <summary>
/// Reads capture files of both kinds, pcapng and classic pcap, in both byte orders and in every unit of time. Not for
/// several threads.
/// </summary>
/// <remarks>
/// It reads on as packets are asked for, from streams that cannot seek as well, and waits where the stream does. Its
/// memory is bounded (<see cref="CaptureLimits"/>), whatever the file announces, and a packet costs no allocation.
/// Blocks that are not known are passed over.
/// </remarks>
public sealed class CaptureReader : IDisposable
{
    private const uint ModifiedMagic = 0xA1B2CD34;
    private const ushort GzipMagic = 0x1F8B;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly PacketSource _source;
    private CaptureFormatException? _damage;

    /// <summary>A reader at the beginning of a file, whose header it reads.</summary>
    /// <param name="stream">What is read from; it needs no buffer of its own.</param>
    /// <param name="leaveOpen">Whether the stream stays open when this is disposed.</param>
    /// <exception cref="CaptureFormatException">It is no capture, or its header is damaged.</exception>
    public CaptureReader(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, _leaveOpen) = (stream, leaveOpen);
        var input = new CaptureInput(stream);
        var magic = input.TryFill(sizeof(uint)) ? BinaryPrimitives.ReadUInt32BigEndian(input.Bytes) : NoMagic(input);
        _source = magic switch
        {
            PcapngCode.SectionHeader => new PcapngSource(input),
            PcapCode.MicrosecondsMagic => new PcapSource(input, isBigEndian: true, isNanoseconds: false),
            PcapCode.NanosecondsMagic => new PcapSource(input, isBigEndian: true, isNanoseconds: true),
            _ => BinaryPrimitives.ReverseEndianness(magic) switch
            {
                PcapCode.MicrosecondsMagic => new PcapSource(input, isBigEndian: false, isNanoseconds: false),
                PcapCode.NanosecondsMagic => new PcapSource(input, isBigEndian: false, isNanoseconds: true),
                _ => throw new CaptureFormatException(0, WhatItIs(magic)),
            },
        };
    }

    /// <summary>What kind of file it is.</summary>
    public CaptureFormat Format => _source is PcapngSource ? CaptureFormat.Pcapng : CaptureFormat.Pcap;

    /// <summary>
    /// The interfaces that were described so far: a pcapng file may describe more with every packet, a classic file has
    /// one. Sections that describe the same share them.
    /// </summary>
    public IReadOnlyList<CaptureInterface> Interfaces => _source.Interfaces;

    /// <summary>Who wrote the section that is read; it says nothing in a classic file.</summary>
    public CaptureSection Section => _source is PcapngSource source ? source.Section : new CaptureSection();

    /// <summary>Reads up to the next packet.</summary>
    /// <param name="packet">The packet, whose bytes are valid until this is called again.</param>
    /// <returns>Whether there is one; if not, the file has ended.</returns>
    /// <exception cref="CaptureFormatException">
    /// The file is damaged, or ends within a packet; it is thrown again when this is called again.
    /// </exception>
    public bool TryRead(out CapturedPacket packet)
    {
        if (_damage is not null)
        {
            throw new CaptureFormatException(_damage.Offset, _damage.Problem, _damage.IsTruncated);
        }

        try
        {
            return _source.TryRead(out packet);
        }
        catch (CaptureFormatException damage)
        {
            _damage = damage;
            throw;
        }
    }

    /// <summary>
    /// What an interface saw, as the file has told last before the packets that were read; null where it has not.
    /// </summary>
    /// <param name="interfaceId">An index into <see cref="Interfaces"/>.</param>
    public CaptureStatistics? StatisticsOf(int interfaceId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(interfaceId);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(interfaceId, Interfaces.Count);
        return _source.StatisticsOf(interfaceId);
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    private static uint NoMagic(CaptureInput input) => throw new CaptureFormatException(
        0, input.Bytes.IsEmpty ? "the file is empty" : "the file ends within its header", isTruncated: true);

    private static string WhatItIs(uint magic) =>
        magic >> 16 == GzipMagic ? "it is compressed: gunzip it first"
        : magic == ModifiedMagic || BinaryPrimitives.ReverseEndianness(magic) == ModifiedMagic
            ? "it is a modified pcap file, which is not read: editcap makes pcapng of it"
            : "it is neither pcapng nor pcap";
}
