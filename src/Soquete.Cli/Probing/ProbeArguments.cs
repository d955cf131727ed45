using System.Net;
using Soquete.Addresses;
using Soquete.Cli.Arguments;

namespace Soquete.Cli.Probing;

/// <summary>The options that <c>ping</c> and <c>trace</c> share, and what their values are read as.</summary>
internal static class ProbeArguments
{
    public static readonly OptionDefinition Dscp = new("dscp", "The codepoint: 0 to 63, or a name such as ef")
    {
        ValueSyntax = "CODEPOINT", Default = "0",
    };

    public static readonly OptionDefinition Interface = new("interface", "Send through this interface")
    {
        ValueSyntax = "NAME", Default = "routing's choice",
    };

    public static readonly OptionDefinition Bind = new("bind", "Send from this local address")
    {
        ValueSyntax = "ADDRESS", Default = "routing's choice",
    };

    public static readonly OptionDefinition IPv4 = new("ipv4", "Use IPv4 alone") { Letter = '4' };

    public static readonly OptionDefinition IPv6 = new("ipv6", "Use IPv6 alone") { Letter = '6' };

    private const int MostDscp = 63;

    /// <summary>The grammar of addresses knows the names.</summary>
    public static int? ReadDscp(this TypedArguments typed)
    {
        if (typed.ValueOf(Dscp) is not { } text)
        {
            return null;
        }

        return text.All(char.IsAsciiLetterOrDigit)
            && Address.TryParse($"udp:localhost:1,dscp={text}", out var address)
            ? ((InternetAddress)address).Dscp
            : throw ArgumentValues.Wrong(Dscp, $"a number from 0 to {MostDscp}, or a name such as ef or af21", text);
    }

    public static IPAddress? ReadSource(this TypedArguments typed) => typed.ValueOf(Bind) is not { } text ? null
        : IPAddress.TryParse(text, out var address) ? address
        : throw ArgumentValues.Wrong(Bind, "an address of this machine", text);

    public static InternetFamily ReadFamily(this TypedArguments typed)
    {
        typed.RefuseTogether(IPv4, IPv6);
        return typed.Has(IPv4) ? InternetFamily.IPv4 : typed.Has(IPv6) ? InternetFamily.IPv6 : InternetFamily.Any;
    }
}
