using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>An object of an ICMP extension (RFC 4884 section 8).</summary>
public sealed record IcmpExtensionObject
{
    /// <summary>Its class (the RFC's Class-Num); <see cref="IcmpExtensionClass"/> has those that are known.</summary>
    public required byte Class { get; init; }

    /// <summary>Its kind within the class (the RFC's C-Type).</summary>
    public required byte ClassType { get; init; }

    /// <summary>What it holds; at most 65,531 bytes.</summary>
    public ValueList<byte> Payload { get; init; }

    /// <summary>How many bytes it takes, its header among them.</summary>
    public int Length => IcmpExtensionObjectView.HeaderLength + Payload.Count;

    /// <summary>A stack of MPLS labels that a packet came with (RFC 4950 section 5).</summary>
    /// <param name="labels">The labels, from the top of the stack.</param>
    public static IcmpExtensionObject MplsLabelStack(params ReadOnlySpan<MplsLabel> labels)
    {
        var payload = new byte[labels.Length * MplsLabel.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i].Write(payload.AsSpan(i * MplsLabel.Length));
        }

        return new IcmpExtensionObject
        {
            Class = IcmpExtensionClass.MplsLabelStack,
            ClassType = IcmpExtensionClass.IncomingStack,
            Payload = payload,
        };
    }

    /// <summary>What an object means.</summary>
    /// <param name="view">The object.</param>
    public static IcmpExtensionObject Read(in IcmpExtensionObjectView view) => new()
    {
        Class = view.Class,
        ClassType = view.ClassType,
        Payload = view.Payload.ToArray(),
    };

    /// <summary>Writes the object.</summary>
    /// <param name="destination">Room for <see cref="Length"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room.</exception>
    /// <exception cref="InvalidOperationException">The payload is longer than its length can say.</exception>
    public int Write(Span<byte> destination)
    {
        if (Length > ushort.MaxValue)
        {
            throw new InvalidOperationException($"An object has at most {ushort.MaxValue} bytes.");
        }

        WireRoom.Check(destination, Length);
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)Length);
        (destination[2], destination[3]) = (Class, ClassType);
        Payload.Span.CopyTo(destination[IcmpExtensionObjectView.HeaderLength..]);
        return Length;
    }

    /// <summary>The MPLS labels, from the top of the stack; none in an object of another class.</summary>
    public ValueList<MplsLabel> ToLabels() =>
        Class == IcmpExtensionClass.MplsLabelStack && ClassType == IcmpExtensionClass.IncomingStack
            ? new MplsLabels(Payload.Span).ToList()
            : [];
}
