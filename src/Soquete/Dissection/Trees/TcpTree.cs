using System.Buffers.Binary;
using Soquete.Dissection.Lines;
using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Dissection.Trees;

/// <summary>TCP.</summary>
internal static class TcpTree
{
    private const int Domain = 53;
    private const int DomainPrefix = 2;

    public static void Read(TreeBuilder tree, in IpView packet, int at)
    {
        if (!TcpView.TryRead(packet.Payload, out var segment))
        {
            tree.Layer("tcp", "damaged", at, packet.Payload.Length);
            tree.AddMalformed("the header is cut or too short", at);
            return;
        }

        tree.Layer("tcp", $"{segment.SourcePort} > {segment.DestinationPort}", at, segment.HeaderLength);
        tree.Add("source port", segment.SourcePort, at, 2);
        tree.Add("destination port", segment.DestinationPort, at + 2, 2);
        tree.Add("sequence number", segment.SequenceNumber, at + 4, 4);
        tree.Add("acknowledgment number", segment.AcknowledgmentNumber, at + 8, 4);
        tree.Add("header length", segment.HeaderLength, at + 12, 1);
        TcpText.AddFlags(tree.Start(), segment.Flags);
        tree.Add("flags", $"{tree.Taken()} (0x{(int)segment.Flags:x3})", at + 12, 2);
        tree.Add("window", segment.Window, at + 14, 2);
        var rightness = IpTree.Rightness(packet, segment.IsChecksumValid(packet), segment.Checksum);
        tree.Add("checksum", $"0x{segment.Checksum:x4} ({rightness})", at + 16, 2);
        tree.Add("urgent pointer", segment.UrgentPointer, at + 18, 2);
        ReadOptions(tree, segment.Options, at + TcpView.MinHeaderLength);
        ReadPayload(tree, segment, at + segment.HeaderLength);
    }

    private static void ReadOptions(TreeBuilder tree, in TcpOptions options, int at)
    {
        var each = options.GetEnumerator();
        while (each.MoveNext() && !tree.IsFull)
        {
            var option = each.Current;
            TcpOptionText.Write(tree.Start(), option, blockBase: 0);
            tree.Add("option", tree.Taken(), at, option.Bytes.Length);
            at += option.Bytes.Length;
        }

        if (each.IsMalformed)
        {
            tree.AddMalformed("the length of an option is wrong", at);
        }
    }

    private static void ReadPayload(TreeBuilder tree, in TcpView segment, int at)
    {
        var payload = segment.Payload;
        var isDomain = segment.SourcePort == Domain || segment.DestinationPort == Domain;
        if (isDomain && BinaryPrimitives.TryReadUInt16BigEndian(payload, out var stated)
            && stated == payload.Length - DomainPrefix)
        {
            DnsTree.Read(tree, payload[DomainPrefix..], at + DomainPrefix);
        }
        else
        {
            DataTree.Read(tree, payload, at);
        }
    }
}
