using Soquete.Wire.Link;

namespace Soquete.Dissection.Lines;

/// <summary>Who has an address, and who tells it.</summary>
internal static class ArpText
{
    private const int Ipv4Length = 4;

    public static void Write(LineContext context, ReadOnlySpan<byte> bytes, int length)
    {
        var line = context.Line;
        if (!ArpView.TryRead(bytes, out var arp))
        {
            line.AddCut("arp");
            return;
        }

        if (!context.Options.LinkHeader)
        {
            line.Add("ARP, ");
        }

        if (arp.ProtocolType != EtherType.Ipv4 || arp.ProtocolLength != Ipv4Length || arp.HardwareLength == 0)
        {
            line.Add("hardware ").Add(arp.HardwareType).Add(" (len ").Add(arp.HardwareLength).Add("), protocol 0x")
                .AddHex(arp.ProtocolType, 4).Add(" (len ").Add(arp.ProtocolLength).Add(')');
        }
        else
        {
            WriteOperation(context, arp);
        }

        line.Add(", length ").Add(length);
    }

    private static void WriteOperation(LineContext context, in ArpView arp)
    {
        var line = context.Line;
        switch (arp.Operation)
        {
            case ArpOperation.Request:
                line.Add("Request who-has ");
                context.AddHost(arp.TargetProtocolBytes);
                if (arp.TargetHardwareBytes.ContainsAnyExcept((byte)0))
                {
                    line.Add(" (").AddLinkAddress(arp.TargetHardwareBytes).Add(')');
                }

                line.Add(" tell ");
                context.AddHost(arp.SenderProtocolBytes);
                break;
            case ArpOperation.Reply:
                line.Add("Reply ");
                context.AddHost(arp.SenderProtocolBytes).Add(" is-at ").AddLinkAddress(arp.SenderHardwareBytes);
                break;
            case ArpOperation.ReverseRequest or ArpOperation.InverseRequest:
                line.Add(arp.Operation == ArpOperation.ReverseRequest ? "Reverse Request" : "Inverse Request")
                    .Add(" who-is ").AddLinkAddress(arp.TargetHardwareBytes)
                    .Add(" tell ").AddLinkAddress(arp.SenderHardwareBytes);
                break;
            case ArpOperation.ReverseReply:
                line.Add("Reverse Reply ").AddLinkAddress(arp.TargetHardwareBytes).Add(" at ");
                context.AddHost(arp.TargetProtocolBytes);
                break;
            case ArpOperation.InverseReply:
                line.Add("Inverse Reply ").AddLinkAddress(arp.SenderHardwareBytes).Add(" at ");
                context.AddHost(arp.SenderProtocolBytes);
                break;
            default:
                line.Add("Unknown (").Add((int)arp.Operation).Add(')');
                break;
        }
    }
}
