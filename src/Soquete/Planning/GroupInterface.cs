using System.Globalization;
using System.Net.NetworkInformation;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Planning;

/// <summary>The interface that multicast groups are joined on and sent through.</summary>
internal static class GroupInterface
{
    /// <summary>Its number; null for the system's choice.</summary>
    /// <exception cref="SoqueteException">No interface has that name or address.</exception>
    public static int? IndexOf(UdpAddress address)
    {
        if (address.MulticastInterface is not { } text)
        {
            return null;
        }

        return Interfaces.TryFindIndex(text, out var index)
            || uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index) ? (int)index
            : IndexOfOwner(text) ?? throw new SoqueteException(
                FailureKind.NameNotFound, address.ToString(), $"no interface has the name or the address '{text}'");
    }

    private static int? IndexOfOwner(string text)
    {
        if (!HostText.TryReadLiteral(text, out var address))
        {
            return null;
        }

        var owner = NetworkInterface.GetAllNetworkInterfaces()
            .Select(candidate => candidate.GetIPProperties())
            .FirstOrDefault(properties => properties.UnicastAddresses.Any(own => own.Address.Equals(address)));
        return owner is null ? null
            : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
                ? owner.GetIPv4Properties().Index
                : owner.GetIPv6Properties().Index;
    }
}
