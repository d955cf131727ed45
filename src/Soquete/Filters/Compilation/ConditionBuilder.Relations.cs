using Soquete.Filters.Programs;
using Soquete.Filters.Syntax;

namespace Soquete.Filters.Compilation;

/// <content>Relations of numbers.</content>
internal sealed partial class ConditionBuilder
{
    /// <summary>Offsets from here on are the kernel's own, not a packet's.</summary>
    private const uint MostOffset = int.MaxValue;

    /// <summary>
    /// A comparison, behind what has to be true for the bytes in it to be there. libpcap forgets that for an operand on
    /// the right of an operator.
    /// </summary>
    private Condition Compare(Relation relation)
    {
        var required = Condition.Always;
        var left = Compute(relation.Left, ref required);
        var right = Compute(relation.Right, ref required);
        return required.And(relation.Comparison switch
        {
            Comparison.Equal => _tests.Compare(left, BpfCode.JumpEqual, right),
            Comparison.NotEqual => _tests.Compare(left, BpfCode.JumpEqual, right).Not(),
            Comparison.Greater => _tests.Compare(left, BpfCode.JumpGreater, right),
            Comparison.GreaterOrEqual => _tests.Compare(left, BpfCode.JumpGreaterOrEqual, right),
            Comparison.Less => _tests.Compare(left, BpfCode.JumpGreaterOrEqual, right).Not(),
            _ => _tests.Compare(left, BpfCode.JumpGreater, right).Not(),
        });
    }

    private Value Compute(Quantity node, ref Condition required) => node switch
    {
        NumberTerm number => Values.Constant(number.Number),
        LengthTerm => Values.Length,
        NegativeTerm negative => Values.Negative(Compute(negative.Operand, ref required)),
        BytesTerm bytes => Bytes(bytes, ref required),
        OperationTerm operation => Operate(operation, ref required),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private Value Operate(OperationTerm operation, ref Condition required)
    {
        var left = Compute(operation.Left, ref required);
        var right = Compute(operation.Right, ref required);
        return Values.Apply(operation.Operation, left, right) ?? throw new PacketFilterException(
            _expression,
            operation.Column,
            operation.Operation is BpfCode.Divide or BpfCode.Modulo
                ? "this divides by zero"
                : "this shifts by more than 31 bits");
    }

    private Value Bytes(BytesTerm bytes, ref Condition required)
    {
        var index = Compute(bytes.Index, ref required);
        var protocol = bytes.Protocol;
        var (value, isThere) = protocol switch
        {
            { Layer: ProtocolLayer.Link } => (Values.BytesAt(index, 0, bytes.Size), Condition.Always),
            { Layer: ProtocolLayer.Network } =>
                (Values.BytesAt(index, Payload, bytes.Size), Network(protocol)),
            { OverIpv4: false } =>
                (Values.BytesAt(index, Payload + Ipv6Layout.Length, bytes.Size), IsDirectlyIpv6(protocol)),
            _ => (TransportBytes(index, bytes.Size), IsUnfragmentedIpv4(protocol)),
        };
        required = required.And(isThere);
        return value.Kind == ValueKind.Bytes && value.Number > MostOffset
            ? throw new PacketFilterException(_expression, bytes.Column, "no packet is so long")
            : value;
    }

    private Value TransportBytes(Value index, uint size)
    {
        var header = Values.HeaderLength(Payload);
        return index.IsConstant
            ? Values.BytesAt(header, Payload + index.Number, size)
            : Values.BytesAt(Values.Apply(BpfCode.Add, index, header)!, Payload, size);
    }

    private Condition IsDirectlyIpv6(ProtocolWord protocol) => Network(ProtocolWord.Ip6)
        .And(_tests.Equal(Values.Byte(Payload + Ipv6Layout.NextHeader), protocol.Number));

    /// <summary>As in libpcap, bytes of a transport protocol are those behind IPv4.</summary>
    private Condition IsUnfragmentedIpv4(ProtocolWord protocol) =>
        Condition.All(Network(ProtocolWord.Ip), IsIpv4(protocol.Number), IsFirstFragment());
}
