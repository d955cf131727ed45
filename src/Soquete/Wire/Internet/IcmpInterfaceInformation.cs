using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Soquete.Wire.Internet;

/// <summary>An interface that a packet passed, as a router's error tells of it (RFC 5837 section 4).</summary>
/// <param name="Role">Which interface it is.</param>
/// <param name="Index">Its index (ifIndex of RFC 2863); null where it is not told.</param>
/// <param name="Address">Its address, or the next hop's; null where it is not told.</param>
/// <param name="Name">Its name, at most 63 bytes of UTF-8; null where it is not told.</param>
/// <param name="Mtu">Its MTU; null where it is not told.</param>
public sealed record IcmpInterfaceInformation(
    IcmpInterfaceRole Role, uint? Index = null, IPAddress? Address = null, string? Name = null, uint? Mtu = null)
{
    private const int RoleShift = 6;
    private const int HasIndex = 0b1000;
    private const int HasAddress = 0b100;
    private const int HasName = 0b10;
    private const int HasMtu = 0b1;
    private const int LongestNameField = 64;
    private const ushort FamilyIpv4 = 1;
    private const ushort FamilyIpv6 = 2;

    /// <summary>Reads an object's payload.</summary>
    /// <param name="view">The object.</param>
    /// <param name="information">What it tells.</param>
    /// <returns>Whether it is an interface information object, and whole.</returns>
    public static bool TryRead(in IcmpExtensionObjectView view, out IcmpInterfaceInformation? information)
    {
        information = null;
        if (view.Class != IcmpExtensionClass.InterfaceInformation)
        {
            return false;
        }

        var rest = view.Payload;
        uint? index = null, mtu = null;
        IPAddress? address = null;
        string? name = null;
        // The order is that of the flags, from the highest (RFC 5837 section 4.1).
        var isWhole = ((view.ClassType & HasIndex) == 0 || TryTakeNumber(ref rest, ref index))
            && ((view.ClassType & HasAddress) == 0 || TryTakeAddress(ref rest, ref address))
            && ((view.ClassType & HasName) == 0 || TryTakeName(ref rest, ref name))
            && ((view.ClassType & HasMtu) == 0 || TryTakeNumber(ref rest, ref mtu));
        if (isWhole)
        {
            var role = (IcmpInterfaceRole)(view.ClassType >> RoleShift);
            information = new IcmpInterfaceInformation(role, index, address, name, mtu);
        }

        return isWhole;
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<byte> rest, ref uint? number)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(rest, out var value))
        {
            return false;
        }

        number = value;
        rest = rest[sizeof(uint)..];
        return true;
    }

    /// <summary>
    /// The number of the address family (IANA, "Address Family Numbers"), two reserved bytes, the address.
    /// </summary>
    private static bool TryTakeAddress(ref ReadOnlySpan<byte> rest, ref IPAddress? address)
    {
        const int HeadLength = 4;
        if (rest.Length < HeadLength)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(rest) switch { FamilyIpv4 => 4, FamilyIpv6 => 16, _ => 0 };
        if (length == 0 || rest.Length < HeadLength + length)
        {
            return false;
        }

        address = new IPAddress(rest.Slice(HeadLength, length));
        rest = rest[(HeadLength + length)..];
        return true;
    }

    /// <summary>A length that counts itself and is a multiple of four, and the name, with zeros behind it.</summary>
    private static bool TryTakeName(ref ReadOnlySpan<byte> rest, ref string? name)
    {
        var length = rest.IsEmpty ? 0 : rest[0];
        if (length is 0 or > LongestNameField || length > rest.Length)
        {
            return false;
        }

        name = Encoding.UTF8.GetString(rest[1..length].TrimEnd((byte)0));
        rest = rest[length..];
        return true;
    }
}
