using System.Buffers.Binary;
using Soquete.Wire.Application;

namespace Soquete.Dissection.Lines;

/// <summary>A record of an answer: <c> A 192.0.2.1</c>.</summary>
internal static class DnsRecordText
{
    private const int MulticastBit = 0x8000;
    private const int DnssecOk = 0x8000;
    private const int ServiceTarget = 6;
    private const int MailTarget = 2;

    public static void Write(LineBuffer line, in DnsRecordView record, bool isMulticast)
    {
        if (record.Type != DnsType.Opt)
        {
            DnsText.AddClass(line, record.Class, isMulticast);
            _ = isMulticast && (record.Class & MulticastBit) != 0 ? line.Add(" (Cache flush)") : line;
        }

        DnsText.AddType(line.Add(' '), record.Type);
        WriteData(line, record);
    }

    private static void WriteData(LineBuffer line, in DnsRecordView record)
    {
        var data = record.Data;
        switch (record.Type)
        {
            case DnsType.A when data.Length == 4:
            case DnsType.Aaaa when data.Length == 16:
                line.Add(' ').AddAddress(data);
                break;
            case DnsType.Ns or DnsType.Cname or DnsType.Ptr or DnsType.Dname
                when record.TryGetName(0, out var name, out _):
                DnsText.AddName(line.Add(' '), name);
                break;
            case DnsType.Mx when record.TryGetName(MailTarget, out var name, out _):
                DnsText.AddName(line.Add(' '), name).Add(' ').Add(BinaryPrimitives.ReadUInt16BigEndian(data));
                break;
            case DnsType.Srv when record.TryGetName(ServiceTarget, out var name, out _):
                DnsText.AddName(line.Add(' '), name).Add(':').Add(BinaryPrimitives.ReadUInt16BigEndian(data[4..]))
                    .Add(' ').Add(BinaryPrimitives.ReadUInt16BigEndian(data)).Add(' ')
                    .Add(BinaryPrimitives.ReadUInt16BigEndian(data[2..]));
                break;
            case DnsType.Txt:
                WriteStrings(line, data);
                break;
            case DnsType.Opt:
                line.Add(" UDPsize=").Add(record.Class).Add((record.TimeToLive & DnssecOk) != 0 ? " DO" : "");
                break;
        }
    }

    /// <summary>Character strings, each with its length before it. Each takes at least a byte, so it ends.</summary>
    private static void WriteStrings(LineBuffer line, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty && data[0] < data.Length && !line.IsFull)
        {
            line.Add(" \"").AddEscaped(data.Slice(1, data[0])).Add('"');
            data = data[(1 + data[0])..];
        }
    }
}
