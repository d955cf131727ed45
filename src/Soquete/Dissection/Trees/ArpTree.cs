using Soquete.Wire.Link;

namespace Soquete.Dissection.Trees;

/// <summary>ARP.</summary>
internal static class ArpTree
{
    public static void Read(TreeBuilder tree, ReadOnlySpan<byte> bytes, int at)
    {
        if (!ArpView.TryRead(bytes, out var arp))
        {
            tree.Layer("arp", "cut", at, bytes.Length);
            tree.AddMalformed("the message is cut", at);
            return;
        }

        var (hardware, protocol) = (arp.HardwareLength, arp.ProtocolLength);
        tree.Layer("arp", $"{arp.Operation}", at, ArpView.FixedLength + (2 * (hardware + protocol)));
        tree.Add("hardware type", arp.HardwareType, at, 2);
        tree.AddHex("protocol type", arp.ProtocolType, 4, at + 2, 2);
        tree.Add("operation", $"{arp.Operation} ({(int)arp.Operation})", at + 6, 2);
        var begin = at + ArpView.FixedLength;
        tree.Add("sender hardware address", tree.LinkAddress(arp.SenderHardwareBytes), begin, hardware);
        tree.AddAddress("sender protocol address", arp.SenderProtocolBytes, begin + hardware);
        begin += hardware + protocol;
        tree.Add("target hardware address", tree.LinkAddress(arp.TargetHardwareBytes), begin, hardware);
        tree.AddAddress("target protocol address", arp.TargetProtocolBytes, begin + hardware);
    }
}
