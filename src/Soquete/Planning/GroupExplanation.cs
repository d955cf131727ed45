using System.Net;
using Soquete.Addresses;

namespace Soquete.Planning;

/// <summary>What an address means that many hear.</summary>
internal static class GroupExplanation
{
    /// <summary>The groups that a listener joins, a line each.</summary>
    public static IEnumerable<string> OfJoined(UdpAddress? address)
    {
        if (address is null)
        {
            return [];
        }

        IEnumerable<IPAddress> groups = address.IsMulticast ? [address.Host.Literal!] : address.Join;
        var from = address.Source.Count == 0 ? "what anybody sends to it"
            : $"what {string.Join(" or ", address.Source)} sends to it, and nobody else (source-specific, RFC 4607)";
        return groups.Select(group => $"joins the group {group}{Through(address)} and hears {from}");
    }

    /// <summary>Whom a sender reaches.</summary>
    public static string OfMany(UdpAddress address)
    {
        if (!address.IsMulticast)
        {
            return $"sends to {address.Host}, which may be a broadcast address: every machine there hears it";
        }

        var reach = address.Ttl switch
        {
            0 => "on this machine",
            null or 1 => "on this network",
            var ttl => $"within {ttl - 1} router{(ttl == 2 ? "" : "s")}",
        };
        return $"sends to the group {address.Host.Literal}{Through(address)}: who joined it {reach} hears it";
    }

    private static string Through(UdpAddress address) =>
        (address.MulticastInterface ?? address.Host.Zone) is { } name ? $" on {name}" : "";
}
