using Soquete.Wire.Internet;

namespace Soquete.Dissection.Trees;

/// <summary>ICMPv6 with neighbour discovery.</summary>
internal static class Icmpv6Tree
{
    private const int TargetOffset = 8;
    private const int DestinationOffset = 24;

    public static void Read(TreeBuilder tree, in IpView packet, int at)
    {
        if (!Icmpv6View.TryRead(packet.Payload, out var message))
        {
            tree.Layer("icmp6", "cut", at, packet.Payload.Length);
            tree.AddMalformed("the header is cut", at);
            return;
        }

        tree.Layer("icmp6", message.Description, at, message.Bytes.Length);
        tree.Add("type", message.Type, at, 1);
        tree.Add("code", message.Code, at + 1, 1);
        var rightness = packet.IsWhole
            ? IpTree.Rightness(message.IsChecksumValid(packet.SourceBytes, packet.DestinationBytes))
            : "not checked: cut";
        tree.Add("checksum", $"0x{message.Checksum:x4} ({rightness})", at + 2, 2);
        if (NdView.TryRead(message, out var discovery))
        {
            ReadDiscovery(tree, discovery, at);
        }
        else if (MldView.TryRead(message, out var listener))
        {
            GroupTree.ReadMld(tree, listener, at);
        }
        else
        {
            ReadOther(tree, message, at);
        }
    }

    private static void ReadOther(TreeBuilder tree, in Icmpv6View message, int at)
    {
        switch (message.Type)
        {
            case Icmpv6Type.EchoRequest or Icmpv6Type.EchoReply:
                tree.Add("identifier", message.Identifier, at + 4, 2);
                tree.Add("sequence", message.Sequence, at + 6, 2);
                break;
            case Icmpv6Type.PacketTooBig:
                tree.Add("mtu", message.Mtu, at + 4, 4);
                break;
            case Icmpv6Type.ParameterProblem:
                tree.Add("pointer", message.Pointer, at + 4, 4);
                break;
        }

        if (message.TryGetExtension(out var extension))
        {
            IcmpTree.ReadExtension(tree, extension, at + message.Bytes.Length - extension.Bytes.Length);
        }

        if (message.IsError)
        {
            IpTree.ReadInside(tree, message.QuotedPacket, at + Icmpv6View.HeaderLength);
        }
        else
        {
            DataTree.Read(tree, message.Data, at + message.Bytes.Length - message.Data.Length);
        }
    }

    private static void ReadDiscovery(TreeBuilder tree, in NdView discovery, int at)
    {
        if (discovery.Type == Icmpv6Type.RouterAdvertisement)
        {
            tree.Add("current hop limit", discovery.CurrentHopLimit, at + 4, 1);
            tree.AddFlag("managed", discovery.IsManaged, at + 5);
            tree.AddFlag("other configuration", discovery.HasOtherConfiguration, at + 5);
            tree.Add("router lifetime", discovery.RouterLifetime, at + 6, 2);
            tree.Add("reachable time", discovery.ReachableTime, at + 8, 4);
            tree.Add("retransmission timer", discovery.RetransmissionTimer, at + 12, 4);
        }

        if (discovery.Type == Icmpv6Type.NeighbourAdvertisement)
        {
            tree.AddFlag("router", discovery.IsRouter, at + 4);
            tree.AddFlag("solicited", discovery.IsSolicited, at + 4);
            tree.AddFlag("override", discovery.IsOverride, at + 4);
        }

        if (!discovery.TargetBytes.IsEmpty)
        {
            tree.AddAddress("target", discovery.TargetBytes, at + TargetOffset);
        }

        if (!discovery.DestinationBytes.IsEmpty)
        {
            tree.AddAddress("destination", discovery.DestinationBytes, at + DestinationOffset);
        }

        ReadOptions(tree, discovery.Options, at + discovery.Bytes.Length - discovery.Options.Bytes.Length);
    }

    private static void ReadOptions(TreeBuilder tree, in NdOptions options, int at)
    {
        var each = options.GetEnumerator();
        while (each.MoveNext() && !tree.IsFull)
        {
            var option = each.Current;
            var name = NdOptionType.Describe(option.Type);
            if (option.TryGetMacAddress(out var address))
            {
                tree.Add(name, $"{address}", at, option.Bytes.Length);
            }
            else if (option.IsPrefixInformation)
            {
                tree.Add(name, $"{tree.Address(option.PrefixBytes)}/{option.PrefixLength}", at, option.Bytes.Length);
            }
            else
            {
                tree.AddBytes(name, option.Data, at);
            }

            at += option.Bytes.Length;
        }

        if (each.IsMalformed)
        {
            tree.AddMalformed("the length of an option is wrong", at);
        }
    }
}
