using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Addresses;

/// <summary>Prefixes of IP addresses (RFC 4632); an address alone is the prefix of its full length.</summary>
internal static class CidrText
{
    public static bool TryParse(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!HostText.TryReadLiteral(slash < 0 ? text : text[..slash], out var address))
        {
            return false;
        }

        var bits = BitsOf(address);
        var length = bits;
        if (slash >= 0 && !TryReadLength(text.AsSpan(slash + 1), bits, out length))
        {
            return false;
        }

        network = new IPNetwork(Mask(address, length), length);
        return true;
    }

    public static string Format(IPNetwork network) =>
        network.PrefixLength == BitsOf(network.BaseAddress) ? network.BaseAddress.ToString() : network.ToString();

    private static bool TryReadLength(ReadOnlySpan<char> text, int bits, out int length) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= bits;

    private static int BitsOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    /// <summary>Clears the host's bits, so that 10.1.2.3/8 is read as what it means.</summary>
    private static IPAddress Mask(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF00 >> kept);
        }

        return new IPAddress(bytes);
    }
}
