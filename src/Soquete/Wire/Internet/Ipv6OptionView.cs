using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>One option of a hop-by-hop or destination options header (RFC 8200 section 4.2).</summary>
public readonly ref struct Ipv6OptionView
{
    private const int HeadLength = 2;

    internal Ipv6OptionView(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of its bytes, from its type: one at least.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What it is (<see cref="Ipv6OptionType"/>), with the bits below.</summary>
    public byte Type => Bytes[0];

    /// <summary>What stands behind type and length; nothing in Pad1.</summary>
    public ReadOnlySpan<byte> Data => Bytes.Length > HeadLength ? Bytes[HeadLength..] : default;

    /// <summary>What a node does that does not know it.</summary>
    public Ipv6OptionAction Action => (Ipv6OptionAction)(Type >> 6);

    /// <summary>Whether its data may change on the way.</summary>
    public bool MayChange => (Type & 0x20) != 0;

    /// <summary>What a router alert tells routers (RFC 2711): 0 is MLD, 1 RSVP. False where it is none.</summary>
    public bool TryGetRouterAlert(out ushort value)
    {
        var isAlert = Type == Ipv6OptionType.RouterAlert && Data.Length == sizeof(ushort);
        value = isAlert ? BinaryPrimitives.ReadUInt16BigEndian(Data) : (ushort)0;
        return isAlert;
    }

    /// <summary>The length of a jumbogram's payload in bytes (RFC 2675 section 2). False where it is none.</summary>
    public bool TryGetJumboPayload(out uint length)
    {
        var isJumbo = Type == Ipv6OptionType.JumboPayload && Data.Length == sizeof(uint);
        length = isJumbo ? BinaryPrimitives.ReadUInt32BigEndian(Data) : 0;
        return isJumbo;
    }
}
