using Soquete.Filters.Programs;
using Soquete.Filters.Syntax;

namespace Soquete.Filters.Compilation;

/// <summary>Ethernet: two addresses, then an EtherType, or a length with an LLC header behind it.</summary>
internal sealed class EthernetLink(TestMaker tests) : LinkLayer(tests, HeaderLength)
{
    private const uint HeaderLength = 14;
    private const uint TypeOffset = 12;

    public override bool IsEthernet => true;

    public override string Name => "Ethernet";

    public override Condition Carries(uint protocol, uint shift) => protocol switch
    {
        EtherNumber.SapIso or EtherNumber.SapIp or EtherNumber.SapNetbeui =>
            IsLlc(shift).And(Tests.Equal(Values.Half(Payload + shift), (protocol << 8) | protocol)),
        EtherNumber.SapIpx => IsType(EtherNumber.Ipx, shift).Or(IsLlc(shift).And(IsIpx(shift))),
        EtherNumber.AppleTalk => IsType(protocol, shift).Or(IsLlc(shift).And(IsSnap(Apple, protocol, shift))),
        EtherNumber.AppleTalkArp => IsType(protocol, shift).Or(IsLlc(shift).And(IsSnap(0, protocol, shift))),
        <= EtherNumber.LongestFrame => IsLlc(shift).And(Tests.Equal(Values.Byte(Payload + shift), protocol)),
        _ => IsType(protocol, shift),
    };

    private Condition IsType(uint type, uint shift) => Tests.Equal(Values.Half(TypeOffset + shift), type);

    private Condition IsLlc(uint shift) => Tests.Compare(
        Values.Half(TypeOffset + shift), BpfCode.JumpGreater, Values.Constant(EtherNumber.LongestFrame)).Not();

    /// <summary>IPX behind SNAP, behind LLC, and straight behind the length.</summary>
    private Condition IsIpx(uint shift) => Condition.Any(
        IsSnap(0, EtherNumber.Ipx, shift),
        Tests.Equal(Values.Byte(Payload + shift), EtherNumber.SapIpx),
        Tests.Equal(Values.Half(Payload + shift), 0xffff));
}
