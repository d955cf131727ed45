using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>An object of an ICMP extension as it lies in a message (RFC 4884 section 8).</summary>
public readonly ref struct IcmpExtensionObjectView
{
    /// <summary>How many bytes stand before the payload.</summary>
    public const int HeaderLength = 4;

    private readonly ReadOnlySpan<byte> _bytes;

    private IcmpExtensionObjectView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>How many bytes it takes, its header among them.</summary>
    public ushort Length => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>Its class (the RFC's Class-Num); <see cref="IcmpExtensionClass"/> has those that are known.</summary>
    public byte Class => _bytes[2];

    /// <summary>Its kind within the class (the RFC's C-Type).</summary>
    public byte ClassType => _bytes[3];

    /// <summary>What it holds.</summary>
    public ReadOnlySpan<byte> Payload => _bytes[HeaderLength..];

    /// <summary>Whether it is a stack of MPLS labels (RFC 4950 section 5).</summary>
    public bool IsMplsLabelStack =>
        Class == IcmpExtensionClass.MplsLabelStack && ClassType == IcmpExtensionClass.IncomingStack;

    /// <summary>The MPLS labels, from the top of the stack; none in an object of another class.</summary>
    public MplsLabels Labels => new(IsMplsLabelStack ? Payload : default);

    /// <summary>Looks at bytes as an object.</summary>
    /// <param name="bytes">From the object's first byte on; what follows it is left out.</param>
    /// <param name="view">The view.</param>
    /// <returns>Whether there is an object of the length that it states.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out IcmpExtensionObjectView view)
    {
        view = default;
        if (!BinaryPrimitives.TryReadUInt16BigEndian(bytes, out var length)
            || length < HeaderLength || length > bytes.Length)
        {
            return false;
        }

        view = new IcmpExtensionObjectView(bytes[..length]);
        return true;
    }
}
