using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Dissection.Trees;

/// <summary>UDP.</summary>
internal static class UdpTree
{
    private const int Domain = 53;
    private const int MulticastDomain = 5353;

    public static void Read(TreeBuilder tree, in IpView packet, int at)
    {
        if (!UdpView.TryRead(packet.Payload, out var datagram))
        {
            tree.Layer("udp", "damaged", at, packet.Payload.Length);
            tree.AddMalformed("the header is cut, or its length is too short", at);
            return;
        }

        tree.Layer("udp", $"{datagram.SourcePort} > {datagram.DestinationPort}", at, UdpView.HeaderLength);
        tree.Add("source port", datagram.SourcePort, at, 2);
        tree.Add("destination port", datagram.DestinationPort, at + 2, 2);
        tree.Add("length", datagram.Length, at + 4, 2);
        var rightness = datagram.HasChecksum
            ? IpTree.Rightness(packet, datagram.IsChecksumValid(packet), datagram.Checksum)
            : "none";
        tree.Add("checksum", $"0x{datagram.Checksum:x4} ({rightness})", at + 6, 2);
        if (IsDomain(datagram.SourcePort) || IsDomain(datagram.DestinationPort))
        {
            DnsTree.Read(tree, datagram.Payload, at + UdpView.HeaderLength);
        }
        else
        {
            DataTree.Read(tree, datagram.Payload, at + UdpView.HeaderLength);
        }
    }

    private static bool IsDomain(ushort port) => port is Domain or MulticastDomain;
}
