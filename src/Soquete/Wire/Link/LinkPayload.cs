using System.Buffers.Binary;

namespace Soquete.Wire.Link;

/// <summary>
/// What a captured packet carries behind its link's header, and behind VLAN tags: the same question for each
/// <see cref="LinkType"/>. Only what <see cref="TryRead"/> gave may be asked.
/// </summary>
public readonly ref struct LinkPayload
{
    private const int FamilyLength = 4;

    private LinkPayload(ushort etherType, int tagCount, ReadOnlySpan<byte> bytes)
    {
        EtherType = etherType;
        TagCount = tagCount;
        Bytes = bytes;
    }

    /// <summary>
    /// What it is (<see cref="Link.EtherType"/>). A number up to 1,500 is a length on Ethernet, and LLC follows
    /// (<see cref="LlcView"/>); in a cooked capture numbers below 1,536 are Linux's own; 0 is unknown.
    /// </summary>
    public ushort EtherType { get; }

    /// <summary>How many VLAN tags stood before it.</summary>
    public int TagCount { get; }

    /// <summary>Its bytes, with padding where the link has put some behind.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Reads what a packet carries; false where its link's header is not whole, or not known.</summary>
    public static bool TryRead(LinkType linkType, ReadOnlySpan<byte> bytes, out LinkPayload payload)
    {
        payload = default;
        switch (linkType)
        {
            case LinkType.Ethernet when EthernetView.TryRead(bytes, out var frame):
                payload = Behind(frame.Tags);
                return true;
            case LinkType.LinuxSll when CookedView.TryReadSll(bytes, out var cooked):
                payload = Behind(cooked.Tags);
                return true;
            case LinkType.LinuxSll2 when CookedView.TryReadSll2(bytes, out var cooked):
                payload = Behind(cooked.Tags);
                return true;
            case LinkType.Null when bytes.Length >= FamilyLength:
                payload = new LinkPayload(OfFamily(bytes), 0, bytes[FamilyLength..]);
                return true;
            case LinkType.Raw or LinkType.Ipv4 or LinkType.Ipv6 when bytes.Length > 0:
                payload = new LinkPayload(OfVersion(bytes[0] >> 4), 0, bytes);
                return true;
            default:
                return false;
        }
    }

    private static LinkPayload Behind(VlanTags tags)
    {
        var count = tags.Skip(out var etherType, out var bytes);
        return new LinkPayload(etherType, count, bytes);
    }

    private static ushort OfVersion(int version) => version switch
    {
        4 => Link.EtherType.Ipv4,
        6 => Link.EtherType.Ipv6,
        _ => 0,
    };

    /// <summary>
    /// The family in the order of the machine that captured, small in one of the two. IPv4 is 2 everywhere, IPv6 is 10
    /// on Linux, and 24, 28 or 30 on the systems of BSD.
    /// </summary>
    private static ushort OfFamily(ReadOnlySpan<byte> bytes)
    {
        var family = Math.Min(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes));
        return family switch
        {
            2 => Link.EtherType.Ipv4,
            10 or 24 or 28 or 30 => Link.EtherType.Ipv6,
            _ => 0,
        };
    }
}
