using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Filters.Syntax;

/// <summary>Addresses that share the bits of a mask.</summary>
/// <param name="IsIpv6">Of which version; an IPv4 address is in the low 32 bits.</param>
/// <param name="Address">The bits they share; the others are 0.</param>
/// <param name="Mask">Which bits those are.</param>
internal readonly record struct AddressRange(bool IsIpv6, UInt128 Address, UInt128 Mask)
{
    public const int Ipv4Bits = 32;
    public const int Ipv6Bits = 128;

    /// <summary>One address alone.</summary>
    public static AddressRange Of(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new AddressRange(true, BinaryPrimitives.ReadUInt128BigEndian(bytes), UInt128.MaxValue)
            : OfNumber(BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }

    /// <summary>One IPv4 address, by its number.</summary>
    public static AddressRange OfNumber(uint address) => new(false, address, uint.MaxValue);

    /// <summary>A network of IPv4 by a lone number: <c>10</c> is 10.0.0.0/8.</summary>
    public static AddressRange OfShortNumber(uint number)
    {
        var mask = uint.MaxValue;
        while (number != 0 && number >> 24 == 0)
        {
            number <<= 8;
            mask <<= 8;
        }

        return new AddressRange(false, number, mask);
    }

    /// <summary>Reads two to four octets; those that are missing are not compared.</summary>
    /// <returns>Whether each is 0 to 255.</returns>
    public static bool TryReadDotted(string text, out AddressRange range)
    {
        var octets = text.Split('.');
        uint address = 0;
        range = default;
        foreach (var octet in octets)
        {
            if (!byte.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            address = (address << 8) | value;
        }

        var missing = Ipv4Bits - (8 * octets.Length);
        range = new AddressRange(false, address << missing, uint.MaxValue << missing);
        return true;
    }

    /// <summary>The same address under another mask.</summary>
    /// <returns>Whether it has no bits that the mask has not.</returns>
    public bool TryMask(UInt128 mask, out AddressRange range)
    {
        range = this with { Mask = mask };
        return (Address & ~mask) == 0;
    }

    /// <summary>The mask of a prefix's length.</summary>
    public static UInt128 PrefixMask(bool isIpv6, int length) => isIpv6
        ? length == 0 ? 0 : UInt128.MaxValue << (Ipv6Bits - length)
        : length == 0 ? 0 : uint.MaxValue << (Ipv4Bits - length);
}
