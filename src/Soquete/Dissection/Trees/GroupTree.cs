using Soquete.Wire.Internet;

namespace Soquete.Dissection.Trees;

/// <summary>IGMP and MLD.</summary>
internal static class GroupTree
{
    private const int IgmpHeader = 8;
    private const int MldGroupOffset = 8;

    public static void ReadIgmp(TreeBuilder tree, ReadOnlySpan<byte> bytes, int at)
    {
        if (!IgmpView.TryRead(bytes, out var message))
        {
            tree.Layer("igmp", "cut", at, bytes.Length);
            tree.AddMalformed("the message is cut", at);
            return;
        }

        tree.Layer("igmp", IgmpType.Describe(message.Type), at, bytes.Length);
        tree.AddHex("type", message.Type, 2, at, 1);
        tree.Add("max response code", message.MaxResponseCode, at + 1, 1);
        tree.Add("checksum", $"0x{message.Checksum:x4} ({IpTree.Rightness(message.IsChecksumValid)})", at + 2, 2);
        if (message.Type == IgmpType.Version3Report)
        {
            ReadRecords(tree, message.Records, at + IgmpHeader);
        }
        else
        {
            tree.AddAddress("group", message.GroupBytes, at + 4);
        }
    }

    public static void ReadMld(TreeBuilder tree, in MldView message, int at)
    {
        if (!message.GroupBytes.IsEmpty)
        {
            tree.Add("max response code", message.MaxResponseCode, at + 4, 2);
            tree.AddAddress("group", message.GroupBytes, at + MldGroupOffset);
        }

        ReadRecords(tree, message.Records, at + message.Bytes.Length - message.Records.Bytes.Length);
    }

    private static void ReadRecords(TreeBuilder tree, in MulticastRecords records, int at)
    {
        var each = records.GetEnumerator();
        while (each.MoveNext() && !tree.IsFull)
        {
            var record = each.Current;
            tree.Open("record", $"{record.Type}", at, record.Bytes.Length);
            tree.AddAddress("group", record.GroupBytes, at + 4);
            tree.Add("sources", record.SourceCount, at + 2, 2);
            tree.Close();
            at += record.Bytes.Length;
        }

        if (each.IsMalformed)
        {
            tree.AddMalformed("a record is cut", at);
        }
    }
}
