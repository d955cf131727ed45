namespace Soquete.Filters.Compilation;

/// <summary>The second header of cooked Linux captures, which has the interface's number.</summary>
internal sealed class SecondCookedLink(TestMaker tests) : LinkLayer(tests, HeaderLength)
{
    private const uint HeaderLength = 20;
    private const uint TypeOffset = 0;
    private const uint InterfaceOffset = 4;
    private const uint PacketTypeOffset = 10;

    public override string Name => "a cooked capture";

    public override Condition Carries(uint protocol, uint shift) => Tests.Equal(Values.Half(TypeOffset), protocol);

    public override Condition IsOutgoing() => Tests.Equal(Values.Byte(PacketTypeOffset), PacketOutgoing);

    public override Condition IsOnInterface(uint index) => Tests.Equal(Values.Word(InterfaceOffset), index);
}
