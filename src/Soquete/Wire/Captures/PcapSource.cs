namespace Soquete.Wire.Captures;

/// <summary>Reads classic pcap files (draft-ietf-opsawg-pcap), in both byte orders and units of time.</summary>
internal sealed class PcapSource : PacketSource
{
    private const int NanosecondsPerSecond = 1_000_000_000;
    private const int NanosecondsPerMicrosecond = 1000;

    private readonly ByteOrder _order;
    private readonly bool _isNanoseconds;
    private readonly CaptureInterface _interface;

    /// <summary>At the beginning of a file whose magic is known.</summary>
    public PcapSource(CaptureInput input, bool isBigEndian, bool isNanoseconds)
        : base(input)
    {
        (_order, _isNanoseconds) = (new ByteOrder(isBigEndian), isNanoseconds);
        if (!input.TryFill(PcapCode.FileHeader))
        {
            throw Truncated("its header");
        }

        var header = input.Bytes;
        if (_order.UInt16(header[4..]) is var version and not PcapCode.MajorVersion)
        {
            throw Damaged($"version {version} of pcap: {PcapCode.MajorVersion} is known");
        }

        _interface = new CaptureInterface
        {
            // The upper half tells about frame checks, and not what a packet begins with.
            LinkType = (LinkType)(ushort)_order.UInt32(header[20..]),
            SnapLength = _order.Length(header[16..]),
        };
        Interfaces = [_interface];
        input.Consume(PcapCode.FileHeader);
    }

    public override IReadOnlyList<CaptureInterface> Interfaces { get; }

    public override bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        if (!Input.TryFill(PcapCode.RecordHeader))
        {
            return Input.IsAtEnd ? false : throw Truncated("the header of a packet");
        }

        var header = Input.Bytes;
        var length = _order.UInt32(header[8..]);
        if (length > CaptureLimits.MaxBlock)
        {
            throw Damaged($"a packet of {length} bytes: {CaptureLimits.MaxBlock} is the most");
        }

        if (!Input.TryFill(PcapCode.RecordHeader + (int)length))
        {
            throw Truncated("a packet");
        }

        header = Input.Bytes;
        packet = new CapturedPacket
        {
            Timestamp = (_order.UInt32(header) * (long)NanosecondsPerSecond)
                + (_order.UInt32(header[4..]) * (long)(_isNanoseconds ? 1 : NanosecondsPerMicrosecond)),
            OriginalLength = _order.Length(header[12..]),
            Data = header.Slice(PcapCode.RecordHeader, (int)length),
            LinkType = _interface.LinkType,
        };
        Input.Consume(PcapCode.RecordHeader + (int)length);
        return true;
    }
}
