using Soquete.Dissection.Lines;
using Soquete.Wire.Internet;

namespace Soquete.Dissection.Trees;

/// <summary>IPv4 and IPv6, with their options and extension headers, and what they carry.</summary>
internal static class IpTree
{
    public static void Read(TreeBuilder tree, ReadOnlySpan<byte> bytes, int at)
    {
        if (!IpView.TryRead(bytes, out var packet))
        {
            tree.Layer("ip", "damaged", at, bytes.Length);
            tree.AddMalformed("the header is cut or contradicts itself", at);
            return;
        }

        if (Ipv4View.TryRead(bytes, out var packet4))
        {
            ReadIpv4(tree, packet4, at);
        }
        else if (Ipv6View.TryRead(bytes, out var packet6))
        {
            ReadIpv6(tree, packet6, at);
        }

        if (packet.HasHeader)
        {
            ReadCarried(tree, packet, at + packet.HeaderLength);
        }
        else
        {
            DataTree.Read(tree, packet.Payload, at + packet.HeaderLength);
        }
    }

    private static void ReadIpv4(TreeBuilder tree, in Ipv4View packet, int at)
    {
        tree.Layer(
            "ip", $"{tree.Address(packet.SourceBytes)} > {tree.Address(packet.DestinationBytes)}", at,
            packet.HeaderLength);
        tree.Add("version", 4, at, 1);
        tree.Add("header length", packet.HeaderLength, at, 1);
        tree.Add("dscp", packet.Dscp, at + 1, 1);
        tree.Add("ecn", packet.Ecn, at + 1, 1);
        tree.Add("total length", packet.TotalLength, at + 2, 2);
        tree.Add("identification", packet.Identification, at + 4, 2);
        tree.AddFlag("don't fragment", packet.DontFragment, at + 6);
        tree.AddFlag("more fragments", packet.MoreFragments, at + 6);
        tree.Add("fragment offset", packet.FragmentOffset, at + 6, 2);
        tree.Add("time to live", packet.TimeToLive, at + 8, 1);
        AddProtocol(tree, "protocol", packet.Protocol, at + 9);
        tree.Add("checksum", $"0x{packet.Checksum:x4} ({Rightness(packet.IsChecksumValid)})", at + 10, 2);
        tree.AddAddress("source", packet.SourceBytes, at + 12);
        tree.AddAddress("destination", packet.DestinationBytes, at + 16);
        var begin = at + Ipv4View.MinHeaderLength;
        var options = packet.Options.GetEnumerator();
        while (options.MoveNext())
        {
            var option = options.Current;
            tree.AddBytes($"option {Ipv4OptionType.NameOf(option.Type) ?? $"{option.Type}"}", option.Bytes, begin);
            begin += option.Bytes.Length;
        }

        if (options.IsMalformed)
        {
            tree.AddMalformed("the length of an option is wrong", begin);
        }
    }

    private static void ReadIpv6(TreeBuilder tree, in Ipv6View packet, int at)
    {
        tree.Layer(
            "ip6", $"{tree.Address(packet.SourceBytes)} > {tree.Address(packet.DestinationBytes)}", at,
            Ipv6View.HeaderLength);
        tree.Add("version", 6, at, 1);
        tree.Add("dscp", packet.Dscp, at, 2);
        tree.Add("ecn", packet.Ecn, at + 1, 1);
        tree.AddHex("flow label", packet.FlowLabel, 5, at + 1, 3);
        tree.Add("payload length", packet.PayloadLength, at + 4, 2);
        AddProtocol(tree, "next header", packet.NextHeader, at + 6);
        tree.Add("hop limit", packet.HopLimit, at + 7, 1);
        tree.AddAddress("source", packet.SourceBytes, at + 8);
        tree.AddAddress("destination", packet.DestinationBytes, at + 24);
        var begin = at + Ipv6View.HeaderLength;
        var extensions = packet.Extensions.GetEnumerator();
        while (extensions.MoveNext() && !tree.IsFull)
        {
            ReadExtension(tree, extensions.Current, begin);
            begin += extensions.Current.Bytes.Length;
        }

        if (!extensions.IsComplete)
        {
            tree.AddMalformed("an extension header is cut, or there are too many", begin);
        }
    }

    private static void ReadExtension(TreeBuilder tree, in Ipv6ExtensionView extension, int at)
    {
        tree.Layer(
            IpProtocol.NameOf(extension.Protocol) ?? "extension", $"{extension.Bytes.Length} bytes", at,
            extension.Bytes.Length);
        AddProtocol(tree, "next header", extension.NextHeader, at);
        if (extension.TryGetFragment(out var fragment))
        {
            tree.Add("fragment offset", fragment.FragmentOffset, at + 2, 2);
            tree.AddFlag("more fragments", fragment.MoreFragments, at + 3);
            tree.AddHex("identification", fragment.Identification, 8, at + 4, 4);
        }
        else if (extension.TryGetRouting(out var routing))
        {
            tree.Add("routing type", routing.RoutingType, at + 2, 1);
            tree.Add("segments left", routing.SegmentsLeft, at + 3, 1);
        }

        var begin = at + 2;
        foreach (var option in extension.Options)
        {
            tree.AddBytes($"option {Ipv6OptionType.NameOf(option.Type) ?? $"0x{option.Type:x2}"}", option.Bytes, begin);
            begin += option.Bytes.Length;
        }
    }

    private static void ReadCarried(TreeBuilder tree, in IpView packet, int at)
    {
        switch (packet.Protocol)
        {
            case IpProtocol.Tcp:
                TcpTree.Read(tree, packet, at);
                break;
            case IpProtocol.Udp:
                UdpTree.Read(tree, packet, at);
                break;
            case IpProtocol.Icmp when packet.Version == 4:
                IcmpTree.Read(tree, packet, at);
                break;
            case IpProtocol.Icmpv6 when packet.Version == 6:
                Icmpv6Tree.Read(tree, packet, at);
                break;
            case IpProtocol.Igmp when packet.Version == 4:
                GroupTree.ReadIgmp(tree, packet.Payload, at);
                break;
            case IpProtocol.Ipv4 or IpProtocol.Ipv6:
                ReadInside(tree, packet.Payload, at);
                break;
            default:
                DataTree.Read(tree, packet.Payload, at);
                break;
        }
    }

    /// <summary>A packet in a tunnel, or one that an error quotes, unless there are too many already.</summary>
    public static void ReadInside(TreeBuilder tree, ReadOnlySpan<byte> bytes, int at)
    {
        if (tree.Tunnels == LineContext.MaxDepth || tree.IsFull)
        {
            DataTree.Read(tree, bytes, at);
            return;
        }

        tree.Tunnels++;
        Read(tree, bytes, at);
        tree.Tunnels--;
    }

    public static string Rightness(bool isRight) => isRight ? "right" : "wrong";

    /// <summary>
    /// The same of a transport's checksum. One that the hardware is to finish holds the pseudo header's sum alone when
    /// it is captured on its way out.
    /// </summary>
    public static string Rightness(in IpView packet, bool isRight, ushort checksum) =>
        !packet.IsWhole ? "not checked: cut"
        : isRight ? "right"
        : checksum == (ushort)~packet.PseudoHeader().Finish() ? "left to the hardware"
        : "wrong";

    private static void AddProtocol(TreeBuilder tree, string name, byte protocol, int at) =>
        tree.Add(name, $"{IpProtocol.NameOf(protocol) ?? "unknown"} ({protocol})", at, 1);
}
