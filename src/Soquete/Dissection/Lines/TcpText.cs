using System.Buffers.Binary;
using Soquete.Wire.Transport;

namespace Soquete.Dissection.Lines;

/// <summary>A TCP segment.</summary>
internal static class TcpText
{
    private const string Letters = "FSRP.UEWe";
    private const int PortsLength = 4;
    private const int Smtp = 25;
    private const int Domain = 53;
    private const int Http = 80;
    private const int HttpAlternative = 8080;

    public static void Write(LineContext context, in Carried carried)
    {
        var line = context.Line;
        var bytes = carried.Bytes;
        if (bytes.Length < PortsLength)
        {
            context.AddHosts(carried.Packet.SourceBytes, carried.Packet.DestinationBytes);
            line.AddCut("tcp");
            return;
        }

        var source = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var destination = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        carried.AddEnds(context, source, destination);
        if (TcpView.TryRead(bytes, out var segment))
        {
            WriteSegment(context, carried, segment);
            return;
        }

        Span<byte> header = stackalloc byte[TcpView.MinHeaderLength];
        var offset = bytes.Length < TcpView.MinHeaderLength ? 0 : (bytes[12] >> 4) * 4;
        if (bytes.Length < TcpView.MinHeaderLength)
        {
            line.AddCut("tcp");
        }
        else if (offset < TcpView.MinHeaderLength)
        {
            line.Add(" tcp ").Add(carried.Length - offset).Add(" [bad hdr length ").Add(offset)
                .Add(" - too short, < 20]");
        }
        else
        {
            // The options are cut; what stands before them is told as if there were none.
            bytes[..TcpView.MinHeaderLength].CopyTo(header);
            header[12] = (byte)((header[12] & 0xF) | 0x50);
            TcpView.TryRead(header, out var start);
            WriteFixed(context, carried, start, offset);
            line.AddCut("tcp");
        }
    }

    private static void WriteSegment(LineContext context, in Carried carried, in TcpView segment)
    {
        var line = context.Line;
        if (segment.HeaderLength > carried.Length)
        {
            AddFlags(line.Add("Flags ["), segment.Flags).Add("] [bad hdr length ").Add(segment.HeaderLength)
                .Add(" - too long, > ").Add(carried.Length).Add(']');
            return;
        }

        var numbers = WriteFixed(context, carried, segment, segment.HeaderLength);
        if (segment.HeaderLength > TcpView.MinHeaderLength)
        {
            TcpOptionText.Write(line, segment.Options, numbers.Blocks);
        }

        var length = carried.Length - (uint)segment.HeaderLength;
        line.Add(", length ").Add(length);
        if (length > 0)
        {
            WritePayload(context, segment, length);
        }
    }

    private static TcpBase WriteFixed(LineContext context, in Carried carried, in TcpView segment, int headerLength)
    {
        var (line, flags) = (context.Line, segment.Flags);
        AddFlags(line.Add("Flags ["), flags).Add(']');
        var numbers = BaseOf(context, carried, segment);
        var length = carried.Length - (uint)Math.Min(headerLength, carried.Length);
        var sequence = segment.SequenceNumber - numbers.Sequence;
        if (length > 0 || (flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst)) != 0)
        {
            line.Add(", seq ").Add(sequence);
            if (length > 0)
            {
                line.Add(':').Add(sequence + length);
            }
        }

        if ((flags & TcpFlags.Ack) != 0)
        {
            line.Add(", ack ").Add(segment.AcknowledgmentNumber - numbers.Acknowledgment);
        }

        line.Add(", win ").Add(segment.Window);
        if ((flags & TcpFlags.Urg) != 0)
        {
            line.Add(", urg ").Add(segment.UrgentPointer);
        }

        return numbers;
    }

    private static TcpBase BaseOf(LineContext context, in Carried carried, in TcpView segment) =>
        context.Options.AbsoluteSequenceNumbers || (segment.Flags & TcpFlags.Ack) == 0
            ? default
            : context.Sequences.Find(
                carried.Flow(segment.SourcePort, segment.DestinationPort), segment.SequenceNumber,
                segment.AcknowledgmentNumber, (segment.Flags & TcpFlags.Syn) != 0);

    /// <summary>The same as text of its own.</summary>
    public static string FlagLetters(TcpFlags flags)
    {
        Span<char> letters = stackalloc char[Letters.Length];
        var count = 0;
        for (var i = 0; i < Letters.Length; i++)
        {
            if (((int)flags & (1 << i)) != 0)
            {
                letters[count++] = Letters[i];
            }
        }

        return letters[..count].ToString();
    }

    /// <summary>The flags in the order of their bits, as <c>S.</c>; <c>none</c> where none is set.</summary>
    public static LineBuffer AddFlags(LineBuffer line, TcpFlags flags)
    {
        for (var i = 0; i < Letters.Length; i++)
        {
            if (((int)flags & (1 << i)) != 0)
            {
                line.Add(Letters[i]);
            }
        }

        return flags == TcpFlags.None ? line.Add("none") : line;
    }

    private static void WritePayload(LineContext context, in TcpView segment, uint length)
    {
        var line = context.Line;
        var payload = segment.Payload;
        var (source, destination) = (segment.SourcePort, segment.DestinationPort);
        if (source is Http or HttpAlternative || destination is Http or HttpAlternative)
        {
            HttpText.Write(line.Add(": "), payload);
        }
        else if (source == Smtp || destination == Smtp)
        {
            HttpText.WriteFirstLine(line.Add(": SMTP"), payload);
        }
        else if (source == Domain || destination == Domain)
        {
            DnsText.WriteOverTcp(line, payload, length);
        }
    }
}
