using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>One entry of an MPLS label stack (RFC 3032 section 2.1; RFC 5462).</summary>
/// <param name="Label">The label, 20 bits.</param>
/// <param name="TrafficClass">The traffic class, 3 bits (called EXP before RFC 5462).</param>
/// <param name="IsBottomOfStack">Whether it is the last entry of the stack: the S bit.</param>
/// <param name="TimeToLive">How many more hops it may pass.</param>
public readonly record struct MplsLabel(int Label, byte TrafficClass, bool IsBottomOfStack, byte TimeToLive)
{
    /// <summary>How many bytes an entry takes.</summary>
    public const int Length = 4;

    private const int LabelShift = 12;
    private const int TrafficClassShift = 9;
    private const int TrafficClassMask = 0b111;
    private const int LabelMask = 0xFFFFF;
    private const uint BottomOfStack = 0x100;

    /// <summary>Reads an entry.</summary>
    /// <param name="bytes">At least four bytes, from the entry on.</param>
    /// <param name="label">The entry.</param>
    /// <returns>Whether there are four bytes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out MplsLabel label)
    {
        label = default;
        if (!BinaryPrimitives.TryReadUInt32BigEndian(bytes, out var entry))
        {
            return false;
        }

        label = new MplsLabel(
            (int)(entry >> LabelShift),
            (byte)((entry >> TrafficClassShift) & TrafficClassMask),
            (entry & BottomOfStack) != 0,
            (byte)entry);
        return true;
    }

    /// <summary>Writes the entry.</summary>
    /// <param name="destination">Room for four bytes.</param>
    /// <returns>Four.</returns>
    /// <exception cref="ArgumentException">There is no room.</exception>
    /// <exception cref="InvalidOperationException">The label or the class has more bits than there are.</exception>
    public int Write(Span<byte> destination)
    {
        if (Label is < 0 or > LabelMask || TrafficClass > TrafficClassMask)
        {
            throw new InvalidOperationException("A label has 20 bits, and a traffic class 3.");
        }

        WireRoom.Check(destination, Length);
        var entry = ((uint)Label << LabelShift) | ((uint)TrafficClass << TrafficClassShift)
            | (IsBottomOfStack ? BottomOfStack : 0) | TimeToLive;
        BinaryPrimitives.WriteUInt32BigEndian(destination, entry);
        return Length;
    }

    /// <summary>The entry as one word a field, such as <c>label 16001 class 0 bottom ttl 1</c>.</summary>
    public override string ToString() =>
        $"label {Label} class {TrafficClass}{(IsBottomOfStack ? " bottom" : "")} ttl {TimeToLive}";
}
