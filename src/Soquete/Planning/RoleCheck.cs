using Soquete.Addresses;

namespace Soquete.Planning;

/// <summary>Whether an address can play a part: options of the other part are errors, not ignored.</summary>
internal static class RoleCheck
{
    /// <summary>What an address is to be where bytes without boundaries pass.</summary>
    public static void RequireStream(Address address)
    {
        if (address is IDatagramAddress or UnixSequencedPacketAddress)
        {
            throw Wrong(address, $"{address.Scheme} is no stream: it carries messages");
        }
    }

    public static void Require(Address address, AddressRole role)
    {
        RequireGrammar(address);
        if (address is SocketEndAddress { Role: { } said } && said != role)
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

        if (role == AddressRole.Connect && address is InternetAddress internet)
        {
            RequireDestination(internet);
        }

        if (role == AddressRole.Connect && address is VsockAddress vsock)
        {
            RequireDestination(vsock);
        }
    }

    /// <summary>
    /// A program can set a property to what no text could, such as a codepoint of 99. The grammar has the bounds, so an
    /// address that is used is held to it.
    /// </summary>
    private static void RequireGrammar(Address address)
    {
        if (Address.Parse(address.ToString()) != address)
        {
            throw Wrong(address, "it has a value that its text cannot hold");
        }
    }

    private static void RequireDestination(InternetAddress address)
    {
        if (address.Host.Kind == HostKind.Any)
        {
            var alone = address is TransportAddress { Port: var port } ? $"{address.Scheme}:{port}" : null;
            throw Wrong(address, "* is for listening", alone);
        }

        if (address is TransportAddress { Port: { ServiceName: null, Number: 0 } })
        {
            throw Wrong(address, "port 0 is for listening");
        }

        if (address is UdpAddress { Host.Literal: not null, IsMulticast: false } udp
            && (udp.MulticastInterface ?? (object?)udp.MulticastLoop) is not null)
        {
            var option = udp.MulticastLoop is null ? "multicast-interface" : "multicast-loop";
            throw Wrong(address, $"option '{option}' is for a group, and {udp.Host} is one host");
        }
    }

    private static void RequireDestination(VsockAddress address)
    {
        if (address.Cid == VsockAddress.AnyCid)
        {
            var loopback = new VsockAddress(VsockAddress.LocalCid, address.Port);
            throw Wrong(address, "* is for listening", loopback.ToString());
        }

        if (address.Port == VsockAddress.AnyPort)
        {
            throw Wrong(address, "port * is for listening");
        }
    }

    private static AddressFormatException Wrong(Address address, string problem, string? suggestion = null) =>
        new(address.ToString(), problem, suggestion);
}
