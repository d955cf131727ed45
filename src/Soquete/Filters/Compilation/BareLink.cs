using Soquete.Filters.Syntax;

namespace Soquete.Filters.Compilation;

/// <summary>No header at all: the packet's first four bits tell its version, where there can be two.</summary>
internal sealed class BareLink(TestMaker tests, string name, bool hasIpv4, bool hasIpv6) : LinkLayer(tests, 0)
{
    private const uint VersionBits = 0xf0;

    public override string Name => name;

    public override Condition Carries(uint protocol, uint shift) => protocol switch
    {
        EtherNumber.Ipv4 when hasIpv4 => hasIpv6 ? IsVersion(4) : Condition.Always,
        EtherNumber.Ipv6 when hasIpv6 => hasIpv4 ? IsVersion(6) : Condition.Always,
        _ => Condition.Never,
    };

    private Condition IsVersion(uint version) => Tests.Equal(Values.Byte(0), version << 4, VersionBits);
}
