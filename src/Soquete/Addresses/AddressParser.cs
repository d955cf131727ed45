using System.Diagnostics.CodeAnalysis;

namespace Soquete.Addresses;

/// <summary>Text to address: finds the scheme, lets it read the target, then applies each option.</summary>
internal static class AddressParser
{
    public static bool TryParse(string text, [NotNullWhen(true)] out Address? address)
    {
        try
        {
            address = Parse(text);
            return true;
        }
        catch (AddressFormatException)
        {
            address = null;
            return false;
        }
    }

    public static Address Parse(string text)
    {
        CheckText(text);
        var parts = AddressSyntax.Split(text);
        var name = parts is { Scheme: "-", HasColon: false } ? "stdio" : parts.Scheme;
        var scheme = AddressScheme.Find(name) ?? throw UnknownScheme(text, parts.Scheme);
        try
        {
            return ApplyOptions(scheme, ReadTarget(scheme, parts), parts.Options);
        }
        catch (AddressProblemException problem)
        {
            throw new AddressFormatException(text, problem.Message, problem.Suggestion);
        }
    }

    private static void CheckText(string text)
    {
        if (text.Length is 0 or > Address.MaxTextLength)
        {
            throw new AddressFormatException(text, text.Length == 0
                ? "an address is SCHEME:TARGET, such as tcp:localhost:80"
                : $"an address has at most {Address.MaxTextLength} characters");
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new AddressFormatException(text, "an address cannot hold a NUL character");
        }
    }

    private static Address ReadTarget(AddressScheme scheme, AddressSyntax.Parts parts) =>
        !parts.HasColon && scheme.NeedsTarget
            ? throw new AddressProblemException($"a target is missing: {scheme.Syntax}")
            : scheme.ReadTarget(parts.Target);

    private static Address ApplyOptions(
        AddressScheme scheme, Address address, IReadOnlyList<AddressSyntax.OptionText> options)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in options)
        {
            var option = scheme.FindOption(name) ?? throw UnknownOption(scheme, name);
            if (!seen.Add(name) && !option.Repeats)
            {
                throw new AddressProblemException($"option '{name}' is given twice");
            }

            address = option.Apply(address, value);
        }

        scheme.Validate?.Invoke(address);
        return address;
    }

    private static AddressProblemException UnknownOption(AddressScheme scheme, string name)
    {
        if (name.Length == 0)
        {
            return new AddressProblemException("an option is empty; a comma in a target is written \\,");
        }

        var nearest = NearestName.Of(name, scheme.Options.Select(option => option.Name));
        return new AddressProblemException($"{scheme.Name} has no option '{Printable.Shorten(name)}'", nearest);
    }

    private static AddressFormatException UnknownScheme(string text, string scheme)
    {
        var (problem, suggestion) = (text, scheme) switch
        {
            (['/' or '.', ..], _) => ("a scheme is missing", $"unix:{text}"),
            (['@', ..], _) => ("a scheme is missing", $"unix:{text}"),
            (_, "") => ("a scheme is missing", null),
            _ when NearestName.Of(
                scheme, AddressScheme.Names) is { } near => (Unknown(scheme), near + text[scheme.Length..]),
            _ when LooksLikeHostTarget(text) => ("a scheme is missing", $"tcp:{text}"),
            _ => ($"{Unknown(scheme)} (there are {string.Join(", ", AddressScheme.Names)})", null),
        };
        return new AddressFormatException(text, problem, suggestion);
    }

    private static string Unknown(string scheme) => $"unknown scheme '{Printable.Shorten(scheme)}'";

    /// <summary>
    /// A word before the colon is more likely a scheme than a host, unless it has what no scheme has.
    /// </summary>
    private static bool LooksLikeHostTarget(string text)
    {
        var host = AddressSyntax.Split(text).Scheme;
        return (host is "localhost" or "*" || host.AsSpan().ContainsAny(".[") || char.IsAsciiDigit(host[0]))
            && AddressScheme.Find("tcp")!.Accepts(AddressSyntax.Split("tcp:" + text).Target);
    }
}
