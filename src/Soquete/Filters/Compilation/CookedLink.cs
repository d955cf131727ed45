using Soquete.Filters.Syntax;

namespace Soquete.Filters.Compilation;

/// <summary>The first header of cooked Linux captures, with types of its own for frames that have a length.</summary>
internal sealed class CookedLink(TestMaker tests) : LinkLayer(tests, HeaderLength)
{
    private const uint HeaderLength = 16;
    private const uint TypeOffset = 14;
    private const uint PacketTypeOffset = 0;

    /// <summary>LINUX_SLL_P_802_3: an IPX frame without an LLC header.</summary>
    private const uint Plain8023 = 1;

    /// <summary>LINUX_SLL_P_802_2: an LLC header follows.</summary>
    private const uint Llc = 4;

    public override string Name => "a cooked capture";

    public override Condition Carries(uint protocol, uint shift) => protocol switch
    {
        EtherNumber.SapIso or EtherNumber.SapIp or EtherNumber.SapNetbeui =>
            IsType(Llc).And(Tests.Equal(Values.Half(Payload), (protocol << 8) | protocol)),
        EtherNumber.SapIpx => Condition.Any(IsType(EtherNumber.Ipx), IsType(Plain8023), IsType(Llc).And(IsIpx())),
        EtherNumber.AppleTalk => IsType(protocol).Or(IsType(Llc).And(IsSnap(Apple, protocol, shift))),
        EtherNumber.AppleTalkArp => IsType(protocol).Or(IsType(Llc).And(IsSnap(0, protocol, shift))),
        <= EtherNumber.LongestFrame => IsType(Llc).And(Tests.Equal(Values.Byte(Payload), protocol)),
        _ => IsType(protocol),
    };

    public override Condition IsOutgoing() => Tests.Equal(Values.Half(PacketTypeOffset), PacketOutgoing);

    private Condition IsType(uint type) => Tests.Equal(Values.Half(TypeOffset), type);

    private Condition IsIpx() =>
        Tests.Equal(Values.Byte(Payload), EtherNumber.SapIpx).Or(IsSnap(0, EtherNumber.Ipx, 0));
}
