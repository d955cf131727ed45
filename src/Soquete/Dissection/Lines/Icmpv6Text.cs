using System.Buffers.Binary;
using Soquete.Wire.Internet;

namespace Soquete.Dissection.Lines;

/// <summary>An ICMPv6 message: errors, echoes, neighbour discovery and listeners of groups.</summary>
internal static class Icmpv6Text
{
    private const int PortsLength = 4;

    public static void Write(LineContext context, in Carried carried)
    {
        var line = context.Line;
        if (!Icmpv6View.TryRead(carried.Bytes, out var message))
        {
            _ = carried.Length == 0 ? line.Add("ICMP6, length 0 [invalid]") : line;
            if (carried.Length != 0)
            {
                line.AddCut("icmp6");
            }

            return;
        }

        line.Add("ICMP6, ").Add(NameOf(message.Type));
        WriteMessage(context, message, carried);
        line.Add(", length ").Add(carried.Length);
    }

    private static string NameOf(byte type) => type switch
    {
        Icmpv6Type.DestinationUnreachable => "destination unreachable",
        Icmpv6Type.TimeExceeded => "time exceeded in-transit",
        Icmpv6Type.ParameterProblem => "parameter problem",
        Icmpv6Type.NeighbourSolicitation => "neighbor solicitation",
        Icmpv6Type.NeighbourAdvertisement => "neighbor advertisement",
        Icmpv6Type.Rpl => "RPL",
        _ => Icmpv6Type.Describe(type, 0) is var name && name.StartsWith("type ", StringComparison.Ordinal)
            ? $"unknown icmp6 type ({type})"
            : name,
    };

    private static void WriteMessage(LineContext context, in Icmpv6View message, in Carried carried)
    {
        var line = context.Line;
        switch (message.Type)
        {
            case Icmpv6Type.DestinationUnreachable or Icmpv6Type.TimeExceeded or Icmpv6Type.ParameterProblem
                or Icmpv6Type.PacketTooBig:
                WriteError(context, message);
                break;
            case Icmpv6Type.EchoRequest or Icmpv6Type.EchoReply:
                line.Add(", id ").Add(message.Identifier).Add(", seq ").Add(message.Sequence);
                break;
            case Icmpv6Type.MulticastListenerQuery or Icmpv6Type.MulticastListenerReport
                or Icmpv6Type.MulticastListenerDone or Icmpv6Type.MulticastListenerReportVersion2:
                GroupText.WriteMld(context, message, carried.Length);
                break;
            case Icmpv6Type.RouterSolicitation or Icmpv6Type.RouterAdvertisement
                or Icmpv6Type.NeighbourSolicitation or Icmpv6Type.NeighbourAdvertisement or Icmpv6Type.Redirect:
                WriteDiscovery(context, message);
                break;
        }
    }

    private static void WriteError(LineContext context, in Icmpv6View message)
    {
        var line = context.Line;
        switch (message.Type)
        {
            case Icmpv6Type.PacketTooBig:
                line.Add(", mtu ").Add(message.Mtu);
                return;
            case Icmpv6Type.ParameterProblem:
                WriteProblem(line, message);
                return;
            case Icmpv6Type.TimeExceeded when message.Code == IcmpTimeExceeded.InReassembly:
                line.Add(" (reassembly)");
                return;
            case Icmpv6Type.TimeExceeded when message.Code != IcmpTimeExceeded.InTransit:
                line.Add(", unknown code (").Add(message.Code).Add(')');
                return;
        }

        if (!Ipv6View.TryRead(message.QuotedPacket, out var quoted))
        {
            line.AddCut("icmp6");
        }
        else if (message.Type == Icmpv6Type.TimeExceeded)
        {
            line.Add(" for ");
            context.AddHost(quoted.DestinationBytes);
        }
        else
        {
            WriteUnreachable(context, message.Code, quoted);
        }
    }

    private static void WriteUnreachable(LineContext context, byte code, in Ipv6View quoted)
    {
        var line = context.Line;
        if (code == Icmpv6Unreachable.Port)
        {
            line.Add(", unreachable port");
            WritePort(context, quoted);
            return;
        }

        line.Add(", ").Add(code switch
        {
            Icmpv6Unreachable.NoRoute => "unreachable route",
            Icmpv6Unreachable.CommunicationProhibited => " unreachable prohibited",
            Icmpv6Unreachable.BeyondScope => "beyond scope",
            Icmpv6Unreachable.Address => "unreachable address",
            _ => Icmpv6Unreachable.Describe(code),
        }).Add(' ');
        context.AddHost(quoted.DestinationBytes);
        if (code == Icmpv6Unreachable.BeyondScope)
        {
            line.Add(", source address ");
            context.AddHost(quoted.SourceBytes);
        }
    }

    private static void WritePort(LineContext context, in Ipv6View quoted)
    {
        var upper = quoted.UpperLayer;
        if (!upper.HasHeader || upper.Payload.Length < PortsLength)
        {
            context.Line.AddCut("icmp6");
            return;
        }

        context.Line.Add(", ");
        context.AddHost(quoted.DestinationBytes);
        QuotedText.AddProtocol(context.Line, upper.Protocol).Add(" port ")
            .Add(BinaryPrimitives.ReadUInt16BigEndian(upper.Payload[2..]));
    }

    private static void WriteProblem(LineBuffer line, in Icmpv6View message)
    {
        var what = message.Code switch
        {
            Icmpv6ParameterProblem.HeaderField => ", erroneous - octet ",
            Icmpv6ParameterProblem.NextHeader => ", next header - octet ",
            Icmpv6ParameterProblem.Option => ", option - octet ",
            Icmpv6ParameterProblem.IncompleteHeaderChain => ", incomplete header chain - octet ",
            _ => null,
        };
        _ = what is null ? line.Add(", code-#").Add(message.Code) : line.Add(what).Add(message.Pointer);
    }

    private static void WriteDiscovery(LineContext context, in Icmpv6View message)
    {
        var line = context.Line;
        if (!NdView.TryRead(message, out var discovery))
        {
            line.AddCut("icmp6");
            return;
        }

        switch (message.Type)
        {
            case Icmpv6Type.NeighbourSolicitation:
                line.Add(", who has ");
                context.AddHost(discovery.TargetBytes);
                break;
            case Icmpv6Type.NeighbourAdvertisement:
                line.Add(", tgt is ");
                context.AddHost(discovery.TargetBytes);
                break;
            case Icmpv6Type.Redirect:
                line.Add(", ");
                context.AddHost(discovery.DestinationBytes).Add(" to ");
                context.AddHost(discovery.TargetBytes);
                break;
        }
    }
}
