using Soquete.Wire.Internet;

namespace Soquete.Filters.Syntax;

/// <summary>Protocols that <c>proto</c> names.</summary>
internal static class ProtocolName
{
    /// <summary>The number in a link's header; null where none has the name.</summary>
    public static uint? OfLink(string name) => ProtocolWord.Find(name) is { Layer: ProtocolLayer.Network } word
        ? word.Number
        : name == "loopback" ? EtherNumber.Loopback : null;

    /// <summary>The number in an IP header; null where none has the name.</summary>
    public static uint? OfIp(string name)
    {
        if (ProtocolWord.Find(name) is { Layer: ProtocolLayer.Transport } word)
        {
            return word.Number;
        }

        for (var number = 0; number <= byte.MaxValue; number++)
        {
            if (IpProtocol.NameOf((byte)number) is { } known && known.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return (uint)number;
            }
        }

        return null;
    }

    /// <summary>What is looked for: a number behind the link, behind one version of IP, or behind both.</summary>
    public static ProtocolWord Word(string name, ProtocolWord? parent, uint number) =>
        parent is { Layer: ProtocolLayer.Link }
            ? new ProtocolWord(name, ProtocolLayer.Network, number)
            : new ProtocolWord(
                name, ProtocolLayer.Transport, number, parent != ProtocolWord.Ip6, parent != ProtocolWord.Ip);
}
