namespace Soquete.Wire.Captures;

/// <summary>Reads the blocks that describe: sections, interfaces and what these saw.</summary>
internal static class DescribedBlock
{
    private const int SnapLengthAt = 4;
    private const byte FilterExpression = 0;

    public static CaptureSection ReadSection(PcapngOptions options)
    {
        var section = new CaptureSection();
        foreach (var option in options)
        {
            section = option.Code switch
            {
                PcapngCode.Comment => section with { Comment = option.Text },
                PcapngCode.SectionHardware => section with { Hardware = option.Text },
                PcapngCode.SectionSystem => section with { OperatingSystem = option.Text },
                PcapngCode.SectionApplication => section with { Application = option.Text },
                _ => section,
            };
        }

        return section;
    }

    public static (CaptureInterface Described, TimestampUnit Unit) ReadInterface(
        ReadOnlySpan<byte> body, PcapngOptions options, ByteOrder order)
    {
        var described = new CaptureInterface
        {
            LinkType = (LinkType)order.UInt16(body), SnapLength = order.Length(body[SnapLengthAt..]),
        };
        var resolution = TimestampUnit.DefaultResolution;
        var offset = 0L;
        foreach (var option in options)
        {
            switch (option.Code)
            {
                case PcapngCode.InterfaceResolution when option.Value.Length == sizeof(byte):
                    resolution = option.Value[0];
                    break;
                case PcapngCode.InterfaceOffset:
                    offset = option.Int64 ?? offset;
                    break;
                default:
                    described = Describe(described, option);
                    break;
            }
        }

        return (described, new TimestampUnit(resolution, offset));
    }

    public static CaptureStatistics ReadStatistics(PcapngOptions options, TimestampUnit unit)
    {
        var statistics = new CaptureStatistics();
        foreach (var option in options)
        {
            statistics = option.Code switch
            {
                PcapngCode.StatisticsStart when option.Time is { } start =>
                    statistics with { Start = unit.ToNanoseconds(start) },
                PcapngCode.StatisticsEnd when option.Time is { } end =>
                    statistics with { End = unit.ToNanoseconds(end) },
                PcapngCode.StatisticsReceived => statistics with { Received = option.Count },
                PcapngCode.StatisticsDropped => statistics with { Dropped = option.Count },
                _ => statistics,
            };
        }

        return statistics;
    }

    private static CaptureInterface Describe(CaptureInterface described, PcapngOption option) => option.Code switch
    {
        PcapngCode.InterfaceName => described with { Name = option.Text },
        PcapngCode.InterfaceWords => described with { Description = option.Text },
        PcapngCode.InterfaceSystem => described with { OperatingSystem = option.Text },
        PcapngCode.InterfaceHardware => described with { Hardware = option.Text },
        PcapngCode.InterfaceFilter when !option.Value.IsEmpty && option.Value[0] == FilterExpression =>
            described with { Filter = option.TextFrom(1) },
        _ => described,
    };
}
