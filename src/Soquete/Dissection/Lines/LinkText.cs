using System.Buffers.Binary;
using Soquete.Wire;
using Soquete.Wire.Captures;
using Soquete.Wire.Link;

namespace Soquete.Dissection.Lines;

/// <summary>The link's header, of which a line tells nothing unless it is asked for, and what it carries.</summary>
internal static class LinkText
{
    private const int NullLength = 4;
    private const uint FamilyIpv4 = 2;

    public static void Write(LineContext context, in CapturedPacket packet)
    {
        var bytes = packet.Data;
        var length = packet.OriginalLength;
        switch (packet.LinkType)
        {
            case LinkType.Ethernet:
                WriteEthernet(context, bytes, length);
                break;
            case LinkType.LinuxSll:
                WriteCooked(context, CookedView.TryReadSll(bytes, out var sll), sll, length);
                break;
            case LinkType.LinuxSll2:
                WriteCooked(context, CookedView.TryReadSll2(bytes, out var sll2), sll2, length);
                break;
            case LinkType.Null:
                WriteNull(context, bytes, length);
                break;
            case LinkType.Raw:
                IpText.Write(context, bytes, length);
                break;
            case LinkType.Ipv4:
                Ipv4Text.Write(context, bytes, length);
                break;
            case LinkType.Ipv6:
                Ipv6Text.Write(context, bytes, length);
                break;
            default:
                context.Line.Add("link type ").Add((int)packet.LinkType).Add(", length ").Add(length);
                break;
        }
    }

    /// <summary>An Ethernet frame: a packet's own, or one in a tunnel.</summary>
    public static void WriteEthernet(LineContext context, ReadOnlySpan<byte> bytes, int length)
    {
        if (!EthernetView.TryRead(bytes, out var frame))
        {
            context.Line.AddCut("ether");
            return;
        }

        var tags = frame.Tags;
        tags.Skip(out var etherType, out var payload);
        if (context.Options.LinkHeader)
        {
            AddAddresses(context.Line, frame);
            AddTypes(context.Line, frame, length);
        }

        if (EtherType.IsVlan(etherType))
        {
            context.Line.AddCut("vlan");
            return;
        }

        var rest = length - (bytes.Length - frame.Payload.Length) + (payload.Length - frame.Payload.Length);
        if (etherType <= EtherType.MaximumLength)
        {
            LlcText.Write(context, payload, Math.Min((int)etherType, rest));
        }
        else if (!TryWrite(context, etherType, payload, rest) && !context.Options.LinkHeader)
        {
            AddAddresses(context.Line, frame);
            AddType(context.Line, etherType).Add(", length ").Add(length).Add(": ");
        }
    }

    /// <summary>What an EtherType says, where it is known here.</summary>
    public static bool TryWrite(LineContext context, ushort etherType, ReadOnlySpan<byte> payload, int length)
    {
        switch (etherType)
        {
            case EtherType.Ipv4:
                Ipv4Text.Write(context, payload, length);
                return true;
            case EtherType.Ipv6:
                Ipv6Text.Write(context, payload, length);
                return true;
            case EtherType.Arp or EtherType.ReverseArp:
                ArpText.Write(context, payload, length);
                return true;
            default:
                return false;
        }
    }

    private static void WriteCooked(LineContext context, bool isWhole, in CookedView header, int length)
    {
        var line = context.Line;
        if (!isWhole)
        {
            line.AddCut(context.LinkType == LinkType.LinuxSll ? "sll" : "sll2");
            return;
        }

        if (header.IsSecond)
        {
            var name = context.Options.InterfaceName?.Invoke((int)header.InterfaceIndex);
            line.AddColumn(name ?? "?", 5).Add(' ');
        }

        if (header.IsSecond || context.Options.LinkHeader)
        {
            line.AddColumn(NameOf(header.PacketType), 3).Add(' ');
        }

        header.Tags.Skip(out var etherType, out var payload);
        if (context.Options.LinkHeader)
        {
            line.AddLinkAddress(header.SourceBytes).Add(' ');
            AddType(line, etherType).Add(", length ").Add(length).Add(": ");
        }

        var rest = length - header.HeaderLength + (payload.Length - header.Payload.Length);
        if (EtherType.IsVlan(etherType))
        {
            line.AddCut("vlan");
        }
        else if (!TryWrite(context, etherType, payload, rest) && !context.Options.LinkHeader)
        {
            AddType(line, etherType).Add(", length ").Add(length).Add(": ");
        }
    }

    private static string NameOf(CookedPacketType type) => type switch
    {
        CookedPacketType.Host => "In",
        CookedPacketType.Broadcast => "B",
        CookedPacketType.Multicast => "M",
        CookedPacketType.OtherHost => "P",
        CookedPacketType.Outgoing => "Out",
        _ => "?",
    };

    private static void WriteNull(LineContext context, ReadOnlySpan<byte> bytes, int length)
    {
        if (!BinaryPrimitives.TryReadUInt32LittleEndian(bytes, out var family))
        {
            context.Line.AddCut("null");
            return;
        }

        // Families are small, so the half that is not zero tells the byte order of the machine that captured.
        family = family > ushort.MaxValue ? BinaryPrimitives.ReverseEndianness(family) : family;
        var packet = bytes[NullLength..];
        var rest = length - NullLength;
        switch (family)
        {
            case FamilyIpv4:
                Ipv4Text.Write(context, packet, rest);
                break;
            // AF_INET6 of Linux, of NetBSD and OpenBSD, of FreeBSD, of macOS.
            case 10 or 24 or 28 or 30:
                Ipv6Text.Write(context, packet, rest);
                break;
            default:
                context.Line.Add("AF ").Add(family).Add(", length ").Add(length).Add(": ");
                break;
        }
    }

    private static void AddAddresses(LineBuffer line, in EthernetView frame) =>
        line.AddMac(frame.Source).Add(" > ").AddMac(frame.Destination).Add(", ");

    private static void AddTypes(LineBuffer line, in EthernetView frame, int length)
    {
        var isFirst = true;
        var tags = frame.Tags.GetEnumerator();
        var etherType = frame.EtherType;
        while (tags.MoveNext())
        {
            AddType(line, etherType);
            AddLength(line, length, ref isFirst);
            var tag = tags.Current;
            line.Add("vlan ").Add(tag.VlanId).Add(", p ").Add(tag.Priority).Add(tag.IsDropEligible ? ", DEI, " : ", ");
            etherType = tag.EtherType;
        }

        _ = etherType <= EtherType.MaximumLength ? line.Add("802.3") : AddType(line, etherType);
        AddLength(line, length, ref isFirst);
    }

    private static void AddLength(LineBuffer line, int length, ref bool isFirst)
    {
        _ = isFirst ? line.Add(", length ").Add(length).Add(": ") : line.Add(", ");
        isFirst = false;
    }

    private static LineBuffer AddType(LineBuffer line, ushort etherType) => line.Add("ethertype ")
        .Add(EtherType.NameOf(etherType) ?? "Unknown").Add(" (0x").AddHex(etherType, 4).Add(')');
}
