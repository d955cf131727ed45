using Soquete.Addresses;

namespace Soquete.Streams;

/// <summary>Whether an address can play a part: options of the other part are errors, not ignored.</summary>
internal static class RoleCheck
{
    public static void Require(Address address, AddressRole role)
    {
        if (address is StreamSocketAddress { Role: { } said } && said != role)
        {
            var part = role == AddressRole.Listen ? "listen" : "connect";
            throw Wrong(address, $"it says '{said.ToString().ToLowerInvariant()}', and is to {part} here");
        }

        var wrong = role == AddressRole.Listen ? OptionUse.Connector : OptionUse.Listener;
        foreach (var option in AddressScheme.Find(address.Scheme)!.Options)
        {
            if (option.Use == wrong && option.ValuesOf(address).Any())
            {
                var other = role == AddressRole.Listen ? "connecting" : "listening";
                throw Wrong(address, $"option '{option.Name}' is for {other}");
            }
        }

        if (role == AddressRole.Connect && address is TcpAddress tcp)
        {
            RequireDestination(tcp);
        }
    }

    private static void RequireDestination(TcpAddress address)
    {
        if (address.Host.Kind == HostKind.Any)
        {
            throw Wrong(address, "* is for listening", $"{address.Scheme}:{address.Port}");
        }

        if (address.Port is { ServiceName: null, Number: 0 })
        {
            throw Wrong(address, "port 0 is for listening");
        }
    }

    private static AddressFormatException Wrong(Address address, string problem, string? suggestion = null) =>
        new(address.ToString(), problem, suggestion);
}
