using Soquete.Wire;
using Soquete.Wire.Captures;
using Soquete.Wire.Link;

namespace Soquete.Dissection.Trees;

/// <summary>The link's header, and what follows it.</summary>
internal static class LinkTree
{
    private const int AddressLength = MacAddress.Length;

    public static void Read(TreeBuilder tree, in CapturedPacket packet)
    {
        var bytes = packet.Data;
        tree.Layer("frame", $"{packet.OriginalLength} bytes, {bytes.Length} captured", 0, bytes.Length);
        tree.Add("link type", $"{packet.LinkType}", 0, 0);
        switch (packet.LinkType)
        {
            case LinkType.Ethernet:
                ReadEthernet(tree, bytes, 0);
                return;
            case LinkType.LinuxSll when CookedView.TryReadSll(bytes, out var sll):
                ReadCooked(tree, sll);
                return;
            case LinkType.LinuxSll2 when CookedView.TryReadSll2(bytes, out var sll2):
                ReadCooked(tree, sll2);
                return;
        }

        if (LinkPayload.TryRead(packet.LinkType, bytes, out var payload))
        {
            ReadPayload(tree, payload.EtherType, payload.Bytes, bytes.Length - payload.Bytes.Length);
        }
        else
        {
            tree.AddMalformed("the link's header is cut or not known", 0);
        }
    }

    public static void ReadEthernet(TreeBuilder tree, ReadOnlySpan<byte> bytes, int at)
    {
        if (!EthernetView.TryRead(bytes, out var frame))
        {
            tree.AddMalformed("the Ethernet header is cut", at);
            return;
        }

        tree.Layer("ethernet", $"{frame.Source} > {frame.Destination}", at, EthernetView.HeaderLength);
        tree.Add("destination", $"{frame.Destination}", at, AddressLength);
        tree.Add("source", $"{frame.Source}", at + AddressLength, AddressLength);
        AddType(tree, frame.EtherType, at + (2 * AddressLength));
        ReadTags(tree, frame.Tags, at + EthernetView.HeaderLength, out var etherType, out var payload, out var begin);
        ReadPayload(tree, etherType, payload, begin);
    }

    private static void ReadCooked(TreeBuilder tree, in CookedView header)
    {
        tree.Layer("cooked", $"{header.PacketType}", 0, header.HeaderLength);
        tree.Add("packet type", $"{header.PacketType}", header.IsSecond ? 10 : 0, header.IsSecond ? 1 : 2);
        tree.Add("hardware type", header.HardwareType, header.IsSecond ? 8 : 2, 2);
        if (header.IsSecond)
        {
            tree.Add("interface", header.InterfaceIndex, 4, 4);
        }

        tree.Add("source", tree.LinkAddress(header.SourceBytes), header.IsSecond ? 12 : 6, header.SourceBytes.Length);
        AddType(tree, header.EtherType, header.IsSecond ? 0 : 14);
        ReadTags(tree, header.Tags, header.HeaderLength, out var etherType, out var payload, out var begin);
        ReadPayload(tree, etherType, payload, begin);
    }

    private static void ReadTags(
        TreeBuilder tree, VlanTags tags, int at, out ushort etherType, out ReadOnlySpan<byte> payload, out int begin)
    {
        begin = at;
        var each = tags.GetEnumerator();
        while (each.MoveNext() && !tree.IsFull)
        {
            var tag = each.Current;
            tree.Layer("vlan", $"{tag.VlanId}", begin, VlanView.HeaderLength);
            tree.Add("priority", tag.Priority, begin, 1);
            tree.Add("drop eligible", tag.IsDropEligible ? "yes" : "no", begin, 1);
            tree.Add("identifier", tag.VlanId, begin, 2);
            AddType(tree, tag.EtherType, begin + 2);
            begin += VlanView.HeaderLength;
        }

        etherType = each.EtherType;
        payload = each.Payload;
    }

    private static void ReadPayload(TreeBuilder tree, ushort etherType, ReadOnlySpan<byte> payload, int at)
    {
        switch (etherType)
        {
            case EtherType.Ipv4 or EtherType.Ipv6:
                IpTree.Read(tree, payload, at);
                break;
            case EtherType.Arp or EtherType.ReverseArp:
                ArpTree.Read(tree, payload, at);
                break;
            default:
                DataTree.Read(tree, payload, at);
                break;
        }
    }

    private static void AddType(TreeBuilder tree, ushort etherType, int at) => tree.Add(
        etherType <= EtherType.MaximumLength ? "length" : "ethertype",
        etherType <= EtherType.MaximumLength ? $"{etherType}" : $"{EtherType.NameOf(etherType)} (0x{etherType:x4})",
        at, 2);
}
