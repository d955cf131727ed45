using Soquete.Wire.Internet;

namespace Soquete.Dissection.Lines;

/// <summary>An ICMP message, and what an error tells of the packet that it quotes.</summary>
internal static class IcmpText
{
    private const byte MaskReply = 18;

    public static void Write(LineContext context, in Carried carried)
    {
        var line = context.Line;
        if (!IcmpView.TryRead(carried.Bytes, out var message))
        {
            line.AddCut("icmp");
            return;
        }

        line.Add("ICMP ");
        WriteMessage(context, message);
        line.Add(", length ").Add(carried.Length);
    }

    private static void WriteMessage(LineContext context, in IcmpView message)
    {
        var line = context.Line;
        switch (message.Type)
        {
            case IcmpType.EchoRequest or IcmpType.EchoReply:
                line.Add(message.Type == IcmpType.EchoRequest ? "echo request" : "echo reply")
                    .Add(", id ").Add(message.Identifier).Add(", seq ").Add(message.Sequence);
                break;
            case IcmpType.DestinationUnreachable:
                WriteUnreachable(context, message);
                break;
            case IcmpType.Redirect:
                WriteRedirect(context, message);
                break;
            case IcmpType.TimeExceeded:
                _ = message.Code switch
                {
                    IcmpTimeExceeded.InTransit => line.Add("time exceeded in-transit"),
                    IcmpTimeExceeded.InReassembly => line.Add("ip reassembly time exceeded"),
                    _ => line.Add("time exceeded-#").Add(message.Code),
                };
                break;
            case IcmpType.ParameterProblem:
                _ = message.Code == 0
                    ? line.Add("parameter problem - octet ").Add(message.Pointer)
                    : line.Add("parameter problem - code ").Add(message.Code);
                break;
            case IcmpType.TimestampRequest or IcmpType.TimestampReply:
                WriteTimestamps(line, message);
                break;
            case MaskReply when message.Data.Length >= 4:
                line.Add("address mask is 0x").AddHex(message.Data[..4]);
                break;
            default:
                WriteOther(line, message.Type);
                break;
        }
    }

    private static void WriteUnreachable(LineContext context, in IcmpView message)
    {
        var line = context.Line;
        if (!Ipv4View.TryRead(message.QuotedPacket, out var quoted))
        {
            line.Add(message.Description).AddCut("icmp");
            return;
        }

        var (before, after) = Around(message.Code);
        line.Add(before);
        context.AddHost(quoted.DestinationBytes);
        switch (message.Code)
        {
            case IcmpUnreachable.Protocol:
                line.Add(" protocol ").Add(quoted.Protocol).Add(" unreachable");
                break;
            case IcmpUnreachable.Port:
                QuotedText.WritePort(line, quoted.Protocol, quoted.Payload);
                break;
            case IcmpUnreachable.FragmentationNeeded when message.NextHopMtu != 0:
                line.Add(" unreachable - need to frag (mtu ").Add(message.NextHopMtu).Add(')');
                break;
            default:
                line.Add(after ?? " unreachable - #");
                _ = after is null ? line.Add(message.Code) : line;
                break;
        }
    }

    /// <summary>The words around the address that was not reached; null for those of an unknown code.</summary>
    private static (string Before, string? After) Around(byte code) => code switch
    {
        IcmpUnreachable.Network => ("net ", " unreachable"),
        IcmpUnreachable.Host => ("host ", " unreachable"),
        IcmpUnreachable.FragmentationNeeded => ("", " unreachable - need to frag"),
        IcmpUnreachable.SourceRouteFailed => ("", " unreachable - source route failed"),
        IcmpUnreachable.NetworkUnknown => ("net ", " unreachable - unknown"),
        IcmpUnreachable.HostUnknown => ("host ", " unreachable - unknown"),
        IcmpUnreachable.SourceIsolated => ("", " unreachable - source host isolated"),
        IcmpUnreachable.NetworkProhibited => ("net ", " unreachable - admin prohibited"),
        IcmpUnreachable.HostProhibited => ("host ", " unreachable - admin prohibited"),
        IcmpUnreachable.NetworkForTypeOfService => ("net ", " unreachable - tos prohibited"),
        IcmpUnreachable.HostForTypeOfService => ("host ", " unreachable - tos prohibited"),
        IcmpUnreachable.CommunicationProhibited => ("host ", " unreachable - admin prohibited filter"),
        IcmpUnreachable.PrecedenceViolation => ("host ", " unreachable - host precedence violation"),
        IcmpUnreachable.PrecedenceCutoff => ("host ", " unreachable - precedence cutoff"),
        _ => ("", null),
    };

    private static void WriteRedirect(LineContext context, in IcmpView message)
    {
        var line = context.Line;
        if (!Ipv4View.TryRead(message.QuotedPacket, out var quoted))
        {
            line.Add(message.Description).AddCut("icmp");
            return;
        }

        _ = message.Code switch
        {
            0 or 1 => line.Add("redirect "),
            2 or 3 => line.Add("redirect-tos "),
            _ => line.Add("redirect-#").Add(message.Code).Add(' '),
        };
        context.AddHost(quoted.DestinationBytes).Add(message.Code switch
        {
            0 or 2 => " to net ",
            1 or 3 => " to host ",
            _ => " to ",
        });
        context.AddHost(message.GatewayBytes);
    }

    private static void WriteTimestamps(LineBuffer line, in IcmpView message)
    {
        line.Add(message.Type == IcmpType.TimestampRequest ? "time stamp query id " : "time stamp reply id ")
            .Add(message.Identifier).Add(" seq ").Add(message.Sequence);
        if (message.Type == IcmpType.TimestampReply && message.TryGetTimestamps(out var times))
        {
            AddTime(line.Add(": org "), times.Originate);
            AddTime(line.Add(", recv "), times.Receive);
            AddTime(line.Add(", xmit "), times.Transmit);
        }
    }

    /// <summary>Milliseconds since midnight.</summary>
    private static void AddTime(LineBuffer line, uint milliseconds)
    {
        var seconds = milliseconds / 1000;
        _ = seconds / 3600 < 100 ? line.AddPadded(seconds / 3600, 2) : line.Add(seconds / 3600);
        line.Add(':').AddPadded(seconds / 60 % 60, 2).Add(':').AddPadded(seconds % 60, 2).Add('.')
            .AddPadded(milliseconds % 1000, 3);
    }

    private static void WriteOther(LineBuffer line, byte type) => _ = type switch
    {
        IcmpType.SourceQuench => line.Add("source quench"),
        IcmpType.RouterAdvertisement => line.Add("router advertisement"),
        IcmpType.RouterSolicitation => line.Add("router solicitation"),
        15 => line.Add("information request"),
        16 => line.Add("information reply"),
        17 => line.Add("address mask request"),
        IcmpType.ExtendedEchoRequest => line.Add("extended echo request"),
        IcmpType.ExtendedEchoReply => line.Add("extended echo reply"),
        _ => line.Add("type-#").Add(type),
    };
}
