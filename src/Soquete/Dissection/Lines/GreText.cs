using System.Buffers.Binary;
using Soquete.Wire.Link;

namespace Soquete.Dissection.Lines;

/// <summary>GRE (RFC 2784, RFC 2890), and the packet that it carries.</summary>
internal static class GreText
{
    private const int Fixed = 4;
    private const int Field = 4;
    private const int HasChecksum = 0x8000;
    private const int HasRouting = 0x4000;
    private const int HasKey = 0x2000;
    private const int HasSequence = 0x1000;
    private const ushort Bridging = 0x6558;

    public static void Write(LineContext context, in Carried carried)
    {
        var line = context.Line;
        var bytes = carried.Bytes;
        if (bytes.Length < Fixed)
        {
            line.AddCut("gre");
            return;
        }

        var flags = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var protocol = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        line.Add("GREv").Add(flags & 7);
        var header = Fixed + ((flags & (HasChecksum | HasRouting)) != 0 ? Field : 0)
            + ((flags & HasKey) != 0 ? Field : 0) + ((flags & HasSequence) != 0 ? Field : 0);
        if (bytes.Length < header)
        {
            line.AddCut("gre");
            return;
        }

        var at = Fixed + ((flags & (HasChecksum | HasRouting)) != 0 ? Field : 0);
        if ((flags & HasKey) != 0)
        {
            line.Add(", key=0x").AddHex(BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]));
            at += Field;
        }

        if ((flags & HasSequence) != 0)
        {
            line.Add(", seq ").Add(BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]));
        }

        line.Add(", length ").Add(carried.Length).Add(": ");
        WriteInside(context, protocol, bytes[header..], carried.Length - (uint)Math.Min(header, carried.Length));
    }

    private static void WriteInside(LineContext context, ushort protocol, ReadOnlySpan<byte> bytes, uint length)
    {
        switch (protocol)
        {
            case EtherType.Ipv4:
                CarriedText.Inside(context, bytes, length, Ipv4Text.Write);
                break;
            case EtherType.Ipv6:
                CarriedText.Inside(context, bytes, length, Ipv6Text.Write);
                break;
            case Bridging:
                CarriedText.Inside(context, bytes, length, LinkText.WriteEthernet);
                break;
            default:
                context.Line.Add("gre-proto-0x").AddHex(protocol);
                break;
        }
    }
}
