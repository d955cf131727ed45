using System.Buffers.Binary;
using Soquete.Wire.Internet;

namespace Soquete.Dissection.Lines;

/// <summary>An IPv6 packet, with its extension headers.</summary>
internal static class Ipv6Text
{
    public static void Write(LineContext context, ReadOnlySpan<byte> bytes, int length)
    {
        var line = context.Line;
        if (!Ipv6View.TryRead(bytes, out var packet))
        {
            line.Add("IP6 ");
            if (bytes.Length >= Ipv6View.HeaderLength)
            {
                line.Add("version error: ").Add(bytes[0] >> 4).Add(" != 6");
                return;
            }

            line.AddCut("ip6");
            return;
        }

        if (!context.Options.LinkHeader || context.Depth > 0)
        {
            line.Add("IP6 ");
        }

        if (Ipv6View.HeaderLength + packet.FullPayloadLength > length)
        {
            line.Add("truncated-ip6 - ").Add(Ipv6View.HeaderLength + packet.FullPayloadLength - length)
                .Add(" bytes missing!");
        }

        IpView.TryRead(bytes, out var carrier);
        if (packet.NextHeader is IpProtocol.Tcp or IpProtocol.Udp)
        {
            CarriedText.Write(context, new Carried(carrier, carrier.Protocol));
            return;
        }

        context.AddHosts(packet.SourceBytes, packet.DestinationBytes);
        if (TryWriteExtensions(context, packet))
        {
            CarriedText.Write(context, new Carried(carrier, carrier.Protocol) { AreHostsTold = true });
        }
    }

    /// <summary>Whether what is carried can be told behind them.</summary>
    private static bool TryWriteExtensions(LineContext context, in Ipv6View packet)
    {
        var line = context.Line;
        var extensions = packet.Extensions.GetEnumerator();
        var rest = (long)packet.FullPayloadLength;
        while (extensions.MoveNext())
        {
            var extension = extensions.Current;
            rest -= extension.Bytes.Length;
            switch (extension.Protocol)
            {
                case IpProtocol.HopByHop:
                    line.Add("HBH ");
                    break;
                case IpProtocol.DestinationOptions:
                    line.Add("DSTOPT ");
                    break;
                case IpProtocol.Fragment when extension.TryGetFragment(out var fragment):
                    line.Add("frag (").Add(fragment.FragmentOffset).Add('|').Add(rest).Add(')');
                    break;
                case IpProtocol.Routing when extension.TryGetRouting(out var routing):
                    WriteRouting(line, routing);
                    break;
                case IpProtocol.Authentication when extension.TryGetAuthentication(out var authentication):
                    CarriedText.WriteAuthentication(line, authentication);
                    break;
                default:
                    line.Add(IpProtocol.NameOf(extension.Protocol) ?? "extension").Add(' ');
                    break;
            }

            if (extensions.IsInsideFragment)
            {
                return false;
            }

            line.Add(extension.Protocol == IpProtocol.Fragment ? " " : "");
        }

        if (!extensions.IsComplete)
        {
            line.AddCut("ip6");
        }

        return extensions.IsComplete;
    }

    private static void WriteRouting(LineBuffer line, in Ipv6RoutingView routing)
    {
        line.Add("RT6 (len=").Add((routing.Length / 8) - 1).Add(", type=").Add(routing.RoutingType)
            .Add(", segleft=").Add(routing.SegmentsLeft);
        if (routing.RoutingType == Ipv6RoutingView.Segments)
        {
            // The last entry, flags and a tag (RFC 8754 section 2).
            line.Add(", last-entry=").Add(routing.Data[0]).Add(", tag=")
                .AddHex(BinaryPrimitives.ReadUInt16BigEndian(routing.Data[2..]));
        }

        for (var i = 0; i < routing.AddressCount; i++)
        {
            line.Add(", [").Add(i).Add(']')
                .AddIpv6(routing.AddressBytes.Slice(i * Ipv6View.AddressLength, Ipv6View.AddressLength));
        }

        line.Add(") ");
    }
}
