using System.Buffers.Binary;
using Soquete.Wire.Internet;

namespace Soquete.Dissection.Lines;

/// <summary>Who belongs to which groups: IGMP (RFC 3376) and MLD (RFC 3810).</summary>
internal static class GroupText
{
    // What a query says unless it is told otherwise: 10 seconds (RFC 3376 section 8.3), which is not worth a word.
    private const byte UsualResponseCode = 100;
    private const int RecordCountOffset = 6;
    private const int ShortLength = 8;

    public static void WriteIgmp(LineContext context, in Carried carried)
    {
        var line = context.Line;
        if (!IgmpView.TryRead(carried.Bytes, out var message))
        {
            line.Add("igmp").AddCut("igmp");
            return;
        }

        switch (message.Type)
        {
            case IgmpType.MembershipQuery when message.Version == 3:
                WriteVersion3Query(context, message);
                break;
            case IgmpType.MembershipQuery:
                WriteQuery(context, message, carried.Length);
                break;
            case IgmpType.Version1Report:
                line.Add("igmp v1 report ");
                context.AddHost(message.GroupBytes);
                AddLength(line, carried.Length);
                break;
            case IgmpType.Version2Report:
                line.Add("igmp v2 report ");
                context.AddHost(message.GroupBytes);
                break;
            case IgmpType.LeaveGroup:
                line.Add("igmp leave ");
                context.AddHost(message.GroupBytes);
                break;
            case IgmpType.Version3Report:
                AddRecords(line.Add("igmp v3 report"), message.Bytes);
                break;
            default:
                line.Add("igmp-").Add(message.Type);
                break;
        }
    }

    public static void WriteMld(LineContext context, in Icmpv6View icmp, uint length)
    {
        var line = context.Line;
        if (!MldView.TryRead(icmp, out var message))
        {
            line.AddCut("icmp6");
        }
        else if (message.Type == Icmpv6Type.MulticastListenerReportVersion2)
        {
            AddRecords(line, message.Bytes);
        }
        else if (message.Version == 2)
        {
            line.Add(" v2 [gaddr ");
            context.AddHost(message.GroupBytes);
            AddSources(line, message.SourceCount, message.IsWellFormed || length > message.Bytes.Length).Add(']');
        }
        else
        {
            line.Add("max resp delay: ").Add(message.MaxResponseCode).Add(" addr: ");
            context.AddHost(message.GroupBytes);
        }
    }

    private static void WriteQuery(LineContext context, in IgmpView message, uint length)
    {
        var line = context.Line.Add("igmp query v").Add(message.Version);
        if (message.MaxResponseCode is not 0 and not UsualResponseCode)
        {
            line.Add(" [max resp time ").Add(message.MaxResponseCode).Add(']');
        }

        if (message.GroupBytes.ContainsAnyExcept((byte)0))
        {
            line.Add(" [gaddr ");
            context.AddHost(message.GroupBytes).Add(']');
        }

        AddLength(line, length);
    }

    private static void WriteVersion3Query(LineContext context, in IgmpView message)
    {
        var line = context.Line.Add("igmp query v3");
        if (message.MaxResponseCode != UsualResponseCode)
        {
            var tenths = (long)(message.MaxResponseTime.TotalMilliseconds / 100);
            line.Add(" [max resp time ").Add(tenths / 10).Add('.').Add(tenths % 10).Add("s]");
        }

        if (message.GroupBytes.ContainsAnyExcept((byte)0))
        {
            line.Add(" [gaddr ");
            context.AddHost(message.GroupBytes);
            AddSources(line, message.SourceCount, message.IsWellFormed).Add(']');
        }
    }

    private static LineBuffer AddSources(LineBuffer line, int count, bool isWellFormed) =>
        count == 0 ? line
        : isWellFormed ? line.Add(", ").Add(count).Add(" source(s)")
        : line.Add(" [invalid number of sources]");

    private static void AddRecords(LineBuffer line, ReadOnlySpan<byte> bytes) => line.Add(", ")
        .Add(BinaryPrimitives.ReadUInt16BigEndian(bytes[RecordCountOffset..])).Add(" group record(s)");

    private static void AddLength(LineBuffer line, uint length) =>
        _ = length == ShortLength ? line : line.Add(" [len ").Add(length).Add(']');
}
