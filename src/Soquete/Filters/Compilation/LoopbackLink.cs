using System.Buffers.Binary;
using Soquete.Filters.Syntax;

namespace Soquete.Filters.Compilation;

/// <summary>BSD's loopback: an address family, in the byte order of the machine that captured.</summary>
internal sealed class LoopbackLink(TestMaker tests) : LinkLayer(tests, HeaderLength)
{
    private const uint HeaderLength = 4;
    private const uint FamilyIpv4 = 2;
    private const uint FamilyIpv6OfLinux = 10;
    private const uint FamilyIpv6OfNetBsd = 24;
    private const uint FamilyIpv6OfFreeBsd = 28;
    private const uint FamilyIpv6OfDarwin = 30;

    public override string Name => "a BSD loopback";

    public override Condition Carries(uint protocol, uint shift) => protocol switch
    {
        EtherNumber.Ipv4 => IsFamily(FamilyIpv4),
        EtherNumber.Ipv6 => Condition.Any(
            IsFamily(FamilyIpv6OfLinux),
            IsFamily(FamilyIpv6OfNetBsd),
            IsFamily(FamilyIpv6OfFreeBsd),
            IsFamily(FamilyIpv6OfDarwin)),
        _ => Condition.Never,
    };

    /// <summary>Programs load in network order. As in libpcap, the capture is of a machine like this one.</summary>
    private Condition IsFamily(uint family) => Tests.Equal(
        Values.Word(0), BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(family) : family);
}
