using Soquete.Wire.Internet;

namespace Soquete.Dissection.Trees;

/// <summary>ICMP.</summary>
internal static class IcmpTree
{
    public static void Read(TreeBuilder tree, in IpView packet, int at)
    {
        if (!IcmpView.TryRead(packet.Payload, out var message))
        {
            tree.Layer("icmp", "cut", at, packet.Payload.Length);
            tree.AddMalformed("the header is cut", at);
            return;
        }

        tree.Layer("icmp", message.Description, at, message.Bytes.Length);
        tree.Add("type", message.Type, at, 1);
        tree.Add("code", message.Code, at + 1, 1);
        var rightness = packet.IsWhole ? IpTree.Rightness(message.IsChecksumValid) : "not checked: cut";
        tree.Add("checksum", $"0x{message.Checksum:x4} ({rightness})", at + 2, 2);
        ReadRest(tree, message, at);
        if (message.TryGetExtension(out var extension))
        {
            ReadExtension(tree, extension, at + message.Bytes.Length - extension.Bytes.Length);
        }

        if (message.IsError)
        {
            IpTree.ReadInside(tree, message.QuotedPacket, at + IcmpView.HeaderLength);
        }
        else
        {
            DataTree.Read(tree, message.Data, at + IcmpView.HeaderLength);
        }
    }

    /// <summary>Objects of RFC 4884; labels of MPLS among them are told.</summary>
    public static void ReadExtension(TreeBuilder tree, in IcmpExtensionView extension, int at)
    {
        tree.Open("extension", $"version {extension.Version}", at, extension.Bytes.Length);
        var begin = at + IcmpExtensionView.HeaderLength;
        foreach (var item in extension.Objects)
        {
            if (tree.IsFull)
            {
                break;
            }

            tree.AddBytes($"object class {item.Class} type {item.ClassType}", item.Payload, begin);
            foreach (var label in item.Labels)
            {
                tree.Add("mpls", label.ToString(), begin, item.Length);
            }

            begin += item.Length;
        }

        tree.Close();
    }

    private static void ReadRest(TreeBuilder tree, in IcmpView message, int at)
    {
        switch (message.Type)
        {
            case IcmpType.EchoRequest or IcmpType.EchoReply or IcmpType.TimestampRequest or IcmpType.TimestampReply:
                tree.Add("identifier", message.Identifier, at + 4, 2);
                tree.Add("sequence", message.Sequence, at + 6, 2);
                break;
            case IcmpType.DestinationUnreachable when message.Code == IcmpUnreachable.FragmentationNeeded:
                tree.Add("next-hop mtu", message.NextHopMtu, at + 6, 2);
                break;
            case IcmpType.Redirect:
                tree.AddAddress("gateway", message.GatewayBytes, at + 4);
                break;
            case IcmpType.ParameterProblem:
                tree.Add("pointer", message.Pointer, at + 4, 1);
                break;
        }
    }
}
