using System.Net;

namespace Soquete.Filters.Syntax;

/// <content>Values behind their qualifiers: addresses, networks, ports, protocols.</content>
internal sealed partial class FilterParser
{
    private const uint MostPort = ushort.MaxValue;

    private FilterNode ReadQualified(Qualifiers qualifiers)
    {
        var isProtocolWord = qualifiers.Type == ValueType.Protocol && _tokens.Next.Kind == TokenKind.Keyword
            && ProtocolWord.Find(_tokens.Next.Text) is not null;
        if (!_tokens.Next.IsValue && !isProtocolWord)
        {
            throw _tokens.Unexpected(Wanted(qualifiers.Type));
        }

        var value = _tokens.Take();
        return qualifiers.Type switch
        {
            ValueType.Port => Ports(qualifiers, value, PortRange.OfPort),
            ValueType.PortRange => Ports(qualifiers, value, PortRange.OfRange),
            ValueType.Protocol => Protocol(qualifiers, value),
            _ => Host(qualifiers, value),
        };
    }

    private static string Wanted(ValueType type) => type switch
    {
        ValueType.Host => "a host",
        ValueType.Net => "a network",
        ValueType.Port => "a port",
        ValueType.PortRange => "a range of ports",
        _ => "a protocol",
    };

    private FilterNode Host(Qualifiers qualifiers, Token value)
    {
        var (_, protocol, direction, type) = qualifiers;
        var isNet = type == ValueType.Net;
        if (protocol is { Layer: ProtocolLayer.Link })
        {
            return !isNet && EthernetText.TryRead(value.Text, out var address)
                ? new EthernetHostTest(direction, address, value.Column)
                : throw _tokens.Wrong(value, $"an Ethernet address is expected, not {value.Shown}");
        }

        if (value.Kind == TokenKind.Ethernet)
        {
            throw _tokens.Wrong(value, "an Ethernet address is a host of 'ether' alone", $"ether host {value.Text}");
        }

        if (value.Kind == TokenKind.Name)
        {
            _ = isNet ? throw _tokens.Wrong(value, "a network is a number, not a name") : 0;
            Check(protocol, value, isIpv6: false, canBeEither: true);
            return new NamedHostTest(protocol, direction, value.Text, value.Column);
        }

        var range = Range(value, isNet);
        Check(protocol, value, range.IsIpv6, canBeEither: false);
        return new HostTest(protocol, direction, range, value.Column);
    }

    private void Check(ProtocolWord? protocol, Token value, bool isIpv6, bool canBeEither)
    {
        var isOfIpv4 = protocol == ProtocolWord.Ip || protocol == ProtocolWord.Arp || protocol == ProtocolWord.Rarp;
        var isRight = protocol is null || (protocol == ProtocolWord.Ip6 ? isIpv6 || canBeEither : isOfIpv4 && !isIpv6);
        if (!isRight)
        {
            throw _tokens.Wrong(value, canBeEither || protocol is { Layer: ProtocolLayer.Transport }
                ? $"'{protocol?.Name}' has no hosts of its own; 'ip', 'ip6', 'arp' and 'rarp' have"
                : $"'{protocol?.Name}' has no {(isIpv6 ? "IPv6" : "IPv4")} addresses");
        }
    }

    /// <summary>The address, with the length of a prefix or the mask that follows it.</summary>
    private AddressRange Range(Token value, bool isNet)
    {
        if (value.Kind == TokenKind.Number)
        {
            _ = isNet && _tokens.Next.IsSymbol("/") ? throw _tokens.Wrong(
                _tokens.Next, "a network with a prefix has two octets at least", $"{value.Text}.0/8") : 0;
            return isNet ? AddressRange.OfShortNumber(value.Number) : AddressRange.OfNumber(value.Number);
        }

        var range = value.Kind == TokenKind.Ipv6 ? AddressRange.Of(IPAddress.Parse(value.Text)) : Dotted(value);
        var follows = _tokens.Next;
        if (!follows.IsSymbol("/") && !follows.IsKeyword("mask"))
        {
            return range;
        }

        _ = isNet ? _tokens.Take() : throw _tokens.Wrong(follows, "only a network has a mask", "net");
        var mask = follows.IsSymbol("/") ? Prefix(range.IsIpv6) : Mask(value);
        return range.TryMask(mask, out var masked)
            ? masked
            : throw _tokens.Wrong(value, $"{value.Shown} has bits that are not the network's");
    }

    private AddressRange Dotted(Token value) => AddressRange.TryReadDotted(value.Text, out var range)
        ? range
        : throw _tokens.Wrong(value, $"{value.Shown} is no IPv4 address: an octet is 0 to 255");

    private UInt128 Prefix(bool isIpv6)
    {
        var bits = isIpv6 ? AddressRange.Ipv6Bits : AddressRange.Ipv4Bits;
        var length = _tokens.TakeNumber();
        return length.Number <= bits
            ? AddressRange.PrefixMask(isIpv6, (int)length.Number)
            : throw _tokens.Wrong(
                length, $"the prefix of an {(isIpv6 ? "IPv6" : "IPv4")} network has 0 to {bits} bits");
    }

    private UInt128 Mask(Token value) =>
        value.Kind == TokenKind.Dotted && _tokens.Next.Kind == TokenKind.Dotted
            ? Dotted(_tokens.Take()).Address
            : throw _tokens.Unexpected("an IPv4 mask behind an IPv4 network");

    private PortTest Ports(Qualifiers qualifiers, Token value, PortRange.Reader read)
    {
        var protocol = qualifiers.Protocol;
        if (protocol is { HasPorts: false })
        {
            throw _tokens.Wrong(value, $"'{protocol.Name}' has no ports; 'tcp', 'udp' and 'sctp' have");
        }

        var range = value.Kind switch
        {
            TokenKind.Number when value.Number <= MostPort => new PortRange(value.Number, value.Number, null),
            TokenKind.Number => throw _tokens.Wrong(value, $"a port is 0 to {MostPort}"),
            TokenKind.Name => read(value.Text, protocol?.Name, out var problem)
                ?? throw _tokens.Wrong(value, problem),
            _ => throw _tokens.Wrong(value, $"a port is expected, not {value.Shown}"),
        };
        return new PortTest(
            protocol?.Number ?? range.Protocol, qualifiers.Direction, range.First, range.Last, value.Column);
    }

    private ProtocolTest Protocol(Qualifiers qualifiers, Token value)
    {
        var parent = qualifiers.Protocol;
        if (parent is { Layer: ProtocolLayer.Transport }
            || (parent is { Layer: ProtocolLayer.Network } && parent != ProtocolWord.Ip && parent != ProtocolWord.Ip6))
        {
            throw _tokens.Wrong(value, $"'{parent.Name}' carries no other protocol; 'ether', 'ip' and 'ip6' do");
        }

        var isLink = parent is { Layer: ProtocolLayer.Link };
        var most = isLink ? ushort.MaxValue : byte.MaxValue;
        var number = value.Kind == TokenKind.Number ? value.Number
            : (isLink ? ProtocolName.OfLink(value.Text) : ProtocolName.OfIp(value.Text))
                ?? throw _tokens.Wrong(value, $"no protocol over {(isLink ? "a link" : "IP")} is called {value.Shown}");
        return number > most
            ? throw _tokens.Wrong(value, $"a protocol over {(isLink ? "a link" : "IP")} is 0 to {most}")
            : new ProtocolTest(ProtocolName.Word(value.Text, parent, number), value.Column);
    }
}
