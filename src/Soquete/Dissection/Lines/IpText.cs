namespace Soquete.Dissection.Lines;

/// <summary>A packet of either version, as its first four bits say.</summary>
internal static class IpText
{
    public static void Write(LineContext context, ReadOnlySpan<byte> bytes, int length)
    {
        if (bytes.IsEmpty)
        {
            context.Line.Add("truncated-ip ").Add(length);
            return;
        }

        switch (bytes[0] >> 4)
        {
            case 4:
                Ipv4Text.Write(context, bytes, length);
                break;
            case 6:
                Ipv6Text.Write(context, bytes, length);
                break;
            default:
                context.Line.Add("unknown ip ").Add(bytes[0] >> 4);
                break;
        }
    }
}
