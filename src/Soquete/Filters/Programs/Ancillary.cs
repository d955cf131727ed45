namespace Soquete.Filters.Programs;

/// <summary>
/// Loads from an offset of the kernel's own, which give what it knows of a packet beside the bytes (linux/filter.h).
/// </summary>
internal static class Ancillary
{
    /// <summary>SKF_AD_OFF, -0x1000: where they begin.</summary>
    public const uint Offset = 0xfffff000;

    public const uint Protocol = Offset;
    public const uint PacketType = Offset + 4;
    public const uint InterfaceIndex = Offset + 8;
    public const uint XorIndex = Offset + 40;
    public const uint VlanTag = Offset + 44;
    public const uint VlanTagPresent = Offset + 48;
    public const uint VlanProtocol = Offset + 60;

    private static readonly string[] Names =
    [
        "proto", "type", "ifidx", "nla", "nlan", "mark", "queue", "hatype", "rxhash", "cpu", "xor_x", "vlan_tci",
        "vlanp", "poff", "random", "vlan_tpid",
    ];

    /// <summary>Whether the kernel has something at this offset; bpf_check_classic refuses what it has not.</summary>
    public static bool IsKnown(uint offset) => NameOf(offset) is not null;

    /// <summary>The name that tcpdump(1) prints; null where there is nothing at this offset.</summary>
    public static string? NameOf(uint offset) =>
        offset >= Offset && offset % 4 == 0 && (offset - Offset) / 4 < Names.Length
            ? Names[(offset - Offset) / 4]
            : null;

    /// <summary>
    /// The value; 0 for what only a kernel has: mark, queue, hash, processor, chance, hardware type, where the payload
    /// begins, and netlink attributes, of which there are none in a packet.
    /// </summary>
    public static uint Load(uint offset, uint accumulator, uint index, in BpfPacketFacts facts) => offset switch
    {
        Protocol => facts.Protocol,
        PacketType => facts.PacketType,
        InterfaceIndex => (uint)facts.InterfaceIndex,
        XorIndex => accumulator ^ index,
        VlanTag => facts.VlanTag ?? 0u,
        VlanTagPresent => facts.VlanTag is null ? 0u : 1u,
        VlanProtocol => facts.VlanProtocol,
        _ => 0,
    };
}
