using System.Buffers.Binary;
using Soquete.Wire.Transport;

namespace Soquete.Dissection.Lines;

/// <summary>The options of a TCP header: <c>, options [mss 1460,sackOK,nop,wscale 7]</c>.</summary>
internal static class TcpOptionText
{
    private const ushort FastOpenMagic = 0xF989;

    public static void Write(LineBuffer line, in TcpOptions options, uint blockBase)
    {
        line.Add(", options [");
        var each = options.GetEnumerator();
        var isFirst = true;
        while (each.MoveNext())
        {
            if (!isFirst)
            {
                line.Add(',');
            }

            isFirst = false;
            Write(line, each.Current, blockBase);
        }

        line.Add(each.IsMalformed ? "[bad opt]]" : "]");
    }

    /// <summary>One of them: <c>mss 1460</c>.</summary>
    public static void Write(LineBuffer line, in TcpOptionView option, uint blockBase)
    {
        _ = TcpOptionKind.NameOf(option.Kind) is { } name && option.Kind is not TcpOptionKind.Experimental1
            ? line.Add(name)
            : line.Add("unknown-").Add(option.Kind);
        if (option.TryGetMaximumSegmentSize(out var size))
        {
            line.Add(' ').Add(size);
        }
        else if (option.TryGetWindowScale(out var shift))
        {
            line.Add(' ').Add(shift);
        }
        else if (option.TryGetTimestamps(out var value, out var echo))
        {
            line.Add(" val ").Add(value).Add(" ecr ").Add(echo);
        }
        else if (option.Kind == TcpOptionKind.Sack)
        {
            WriteBlocks(line, option, blockBase);
        }
        else if (option.Kind is not (TcpOptionKind.NoOperation or TcpOptionKind.EndOfList) && !option.IsSackPermitted)
        {
            WriteOther(line, option);
        }
    }

    private static void WriteBlocks(LineBuffer line, in TcpOptionView option, uint blockBase)
    {
        if (option.Data.Length > 0 && option.SackBlocks.Count == 0)
        {
            line.Add(" invalid sack");
            return;
        }

        line.Add(' ').Add(option.SackBlocks.Count).Add(' ');
        foreach (var block in option.SackBlocks)
        {
            line.Add('{').Add(block.LeftEdge - blockBase).Add(':').Add(block.RightEdge - blockBase).Add('}');
        }
    }

    private static void WriteOther(LineBuffer line, in TcpOptionView option)
    {
        var data = option.Data;
        switch (option.Kind)
        {
            case TcpOptionKind.FastOpenCookie:
                WriteCookie(line.Add(' '), data);
                break;
            case TcpOptionKind.Experimental2 when data.Length >= 2:
                var magic = BinaryPrimitives.ReadUInt16BigEndian(data);
                line.Add('-');
                if (magic == FastOpenMagic)
                {
                    WriteCookie(line.Add("tfo "), data[2..]);
                }
                else
                {
                    line.AddHex(magic, 4);
                }

                break;
            case TcpOptionKind.UserTimeout when data.Length == 2:
                var timeout = BinaryPrimitives.ReadUInt16BigEndian(data);
                line.Add(" 0x").AddHex(timeout).Add(' ').Add((timeout >> 1) * ((timeout & 1) != 0 ? 60 : 1));
                break;
            case TcpOptionKind.Md5Signature:
                line.Add(' ').AddHex(data);
                break;
            default:
                _ = data.IsEmpty ? line : line.Add(" 0x").AddHex(data);
                break;
        }
    }

    private static void WriteCookie(LineBuffer line, ReadOnlySpan<byte> cookie) =>
        _ = cookie.IsEmpty ? line.Add("cookiereq") : line.Add("cookie ").AddHex(cookie);
}
