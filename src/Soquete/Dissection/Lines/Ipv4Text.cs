using Soquete.Wire.Internet;

namespace Soquete.Dissection.Lines;

/// <summary>An IPv4 packet.</summary>
internal static class Ipv4Text
{
    public static void Write(LineContext context, ReadOnlySpan<byte> bytes, int length)
    {
        var line = context.Line;
        if (!bytes.IsEmpty && bytes[0] >> 4 != 4)
        {
            line.Add("IP").Add(bytes[0] >> 4).Add(" [invalid]");
            return;
        }

        if (!context.Options.LinkHeader || context.Depth > 0)
        {
            line.Add("IP ");
        }

        if (!Ipv4View.TryRead(bytes, out var packet))
        {
            WriteDamaged(line, bytes);
            return;
        }

        if (packet.TotalLength > length)
        {
            line.Add("truncated-ip - ").Add(packet.TotalLength - length).Add(" bytes missing! ");
        }

        if (packet.FragmentOffset > 0)
        {
            context.AddHosts(packet.SourceBytes, packet.DestinationBytes);
            line.Add("ip-proto-").Add(packet.Protocol);
        }
        else
        {
            IpView.TryRead(bytes, out var carrier);
            CarriedText.Write(context, new Carried(carrier, carrier.Protocol));
        }

        if (packet.IsFragment)
        {
            line.Add(" (frag ").Add(packet.Identification).Add(':').Add(packet.PayloadLength).Add('@')
                .Add(packet.FragmentOffset).Add(packet.MoreFragments ? "+)" : ")");
        }
    }

    private static void WriteDamaged(LineBuffer line, ReadOnlySpan<byte> bytes)
    {
        var headerLength = bytes.Length < Ipv4View.MinHeaderLength ? 0 : (bytes[0] & 0xF) * 4;
        if (bytes.Length < Ipv4View.MinHeaderLength || headerLength > bytes.Length)
        {
            line.AddCut("ip");
        }
        else if (headerLength < Ipv4View.MinHeaderLength)
        {
            line.Add("bad-hlen ").Add(headerLength);
        }
        else
        {
            line.Add("bad-len ").Add((bytes[2] << 8) | bytes[3]);
        }
    }
}
