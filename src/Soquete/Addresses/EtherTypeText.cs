using System.Globalization;

namespace Soquete.Addresses;

/// <summary>EtherTypes by name, or as <c>0xNNNN</c>.</summary>
internal static class EtherTypeText
{
    /// <summary>Every frame: ETH_P_ALL (linux/if_ether.h), which is no EtherType.</summary>
    public const ushort All = 3;

    /// <summary>The lowest EtherType: what is below is a length (IEEE 802.3 §3.2.6).</summary>
    private const ushort Lowest = 0x0600;

    private static readonly (string Name, ushort Number)[] Names =
        [("all", All), ("ip", 0x0800), ("arp", 0x0806), ("ip6", 0x86DD)];

    public static bool TryParse(string text, out ushort number)
    {
        number = Array.Find(Names, known => known.Name == text).Number;
        return number != 0
            || (text.StartsWith("0x", StringComparison.Ordinal)
                && ushort.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                    out number)
                && number >= Lowest);
    }

    public static string Format(ushort number) => Array.Find(Names, known => known.Number == number).Name
        ?? string.Create(CultureInfo.InvariantCulture, $"0x{number:x4}");
}
