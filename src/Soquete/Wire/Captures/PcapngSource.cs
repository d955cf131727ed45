namespace Soquete.Wire.Captures;

/// <summary>Reads pcapng files (draft-ietf-opsawg-pcapng): sections in either byte order, blocks of any age.</summary>
internal sealed class PcapngSource : PacketSource
{
    private const int MagicAt = PcapngCode.BlockStart;
    private const int InterfaceBody = 8;
    private const int StatisticsBody = 12;

    private readonly InterfaceTable _interfaces = new();
    private ByteOrder _order;

    /// <summary>At the beginning of a file whose magic is known.</summary>
    public PcapngSource(CaptureInput input)
        : base(input) => ReadSection();

    public override IReadOnlyList<CaptureInterface> Interfaces => _interfaces.All;

    public CaptureSection Section { get; private set; } = new();

    public override CaptureStatistics? StatisticsOf(int interfaceId) => _interfaces.StatisticsOf(interfaceId);

    public override bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        while (Input.TryFill(PcapngCode.BlockStart))
        {
            var type = _order.UInt32(Input.Bytes);
            switch (type)
            {
                case PcapngCode.SectionHeader:
                    ReadSection();
                    break;
                case PcapngCode.InterfaceDescription:
                    ReadInterface();
                    break;
                case PcapngCode.InterfaceStatistics:
                    ReadStatistics();
                    break;
                case PcapngCode.EnhancedPacket or PcapngCode.ObsoletePacket or PcapngCode.SimplePacket:
                    packet = ReadPacket(type);
                    return true;
                default:
                    SkipBlock();
                    break;
            }
        }

        return Input.IsAtEnd ? false : throw Truncated("the start of a block");
    }

    private void ReadSection()
    {
        if (!Input.TryFill(MagicAt + sizeof(uint)))
        {
            throw Truncated("the header of a section");
        }

        var little = new ByteOrder(isBigEndian: false).UInt32(Input.Bytes[MagicAt..]);
        var big = new ByteOrder(isBigEndian: true).UInt32(Input.Bytes[MagicAt..]);
        if (little != PcapngCode.ByteOrderMagic && big != PcapngCode.ByteOrderMagic)
        {
            throw Damaged("the header of a section without its byte-order magic");
        }

        _order = new ByteOrder(big == PcapngCode.ByteOrderMagic);
        var body = Body(SectionBlock.Body, "the header of a section");
        if (_order.UInt16(body[sizeof(uint)..]) is var version and not PcapngCode.MajorVersion)
        {
            throw Damaged($"version {version} of pcapng: {PcapngCode.MajorVersion} is known");
        }

        Section = DescribedBlock.ReadSection(Options(body, SectionBlock.Body));
        _interfaces.BeginSection();
        ConsumeBlock(body);
    }

    private void ReadInterface()
    {
        var body = Body(InterfaceBody, "the description of an interface");
        var (described, unit) = DescribedBlock.ReadInterface(body, Options(body, InterfaceBody), _order);
        if (!_interfaces.TryAdd(described, unit))
        {
            throw Damaged($"more than {CaptureLimits.MaxInterfaces} interfaces");
        }

        ConsumeBlock(body);
    }

    private void ReadStatistics()
    {
        var body = Body(StatisticsBody, "the statistics of an interface");
        var (id, _, unit) = InterfaceOf(_order.UInt32(body));
        _interfaces.Tell(id, DescribedBlock.ReadStatistics(Options(body, StatisticsBody), unit));
        ConsumeBlock(body);
    }

    private CapturedPacket ReadPacket(uint type)
    {
        var body = Body(PacketLayout.BodyOf(type), "a packet");
        var layout = PacketLayout.Read(type, body, _order);
        var (id, described, unit) = InterfaceOf(layout.InterfaceNumber);
        var length = layout.CapturedLength(described.SnapLength);
        if (length > body.Length - layout.Body)
        {
            throw Damaged($"a packet of {length} bytes in a block of {body.Length + PcapngCode.BlockFrame}");
        }

        var options = type == PcapngCode.SimplePacket
            ? default
            : Options(body, layout.Body + PcapngCode.Padded((int)length));
        ConsumeBlock(body);
        return layout.ToPacket(body.Slice(layout.Body, (int)length), id, described.LinkType, unit, options);
    }

    private (int Id, CaptureInterface Described, TimestampUnit Unit) InterfaceOf(uint number) =>
        _interfaces.TryGet(number, out var id, out var unit)
            ? (id, _interfaces.All[id], unit)
            : throw Damaged($"interface {number}, which was not described");

    /// <summary>What stands between the lengths of the next block, all of it read.</summary>
    private ReadOnlySpan<byte> Body(int least, string what)
    {
        var length = BlockLength(what);
        if (length > CaptureLimits.MaxBlock)
        {
            throw Damaged($"{what} of {length} bytes: {CaptureLimits.MaxBlock} is the most");
        }

        if (length < PcapngCode.BlockFrame + least)
        {
            throw Damaged($"{what} of {length} bytes: {PcapngCode.BlockFrame + least} is the least");
        }

        if (!Input.TryFill((int)length))
        {
            throw Truncated(what);
        }

        var block = Input.Bytes[..(int)length];
        return _order.UInt32(block[^sizeof(uint)..]) == length
            ? block[PcapngCode.BlockStart..^sizeof(uint)]
            : throw Damaged($"{what} with two lengths that differ");
    }

    private uint BlockLength(string what)
    {
        var length = _order.UInt32(Input.Bytes[sizeof(uint)..]);
        return length >= PcapngCode.BlockFrame && length % sizeof(uint) == 0
            ? length
            : throw Damaged($"{what} of {length} bytes, which no block has");
    }

    private PcapngOptions Options(ReadOnlySpan<byte> body, int at)
    {
        // The last bytes of a packet need no padding where no options follow.
        var options = new PcapngOptions(at >= body.Length ? default : body[at..], _order.IsBigEndian);
        return options.AreWhole ? options : throw Damaged("an option that is longer than its block");
    }

    private void ConsumeBlock(ReadOnlySpan<byte> body) => Input.Consume(body.Length + PcapngCode.BlockFrame);

    private void SkipBlock()
    {
        const string Unknown = "a block of another kind";
        var cut = Truncated(Unknown);
        if (!Input.TrySkip(BlockLength(Unknown)))
        {
            throw cut;
        }
    }
}
