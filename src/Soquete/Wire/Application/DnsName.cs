using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Application;

/// <summary>
/// A domain name, absolute. Names are equal regardless of the case of ASCII letters (RFC 4343), and keep the case that
/// they have. Immutable, and safe for threads.
/// </summary>
public sealed partial class DnsName : IEquatable<DnsName>
{
    private readonly byte[] _bytes;

    /// <summary>A name from its labels with their lengths, and the root's 0, which were checked before.</summary>
    internal DnsName(byte[] bytes) => _bytes = bytes;

    /// <summary>The root, which has no labels.</summary>
    public static DnsName Root { get; } = new([0]);

    /// <summary>The bytes: each label with its length before it, and the root's 0. At most 255.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>How many bytes it takes without pointers, at most 255.</summary>
    public int Length => _bytes.Length;

    /// <summary>Whether it is the root.</summary>
    public bool IsRoot => _bytes.Length == 1;

    /// <summary>Whether two names are the same, regardless of case.</summary>
    public static bool operator ==(DnsName? left, DnsName? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two names differ.</summary>
    public static bool operator !=(DnsName? left, DnsName? right) => !(left == right);

    /// <summary>
    /// The name under which the name of an address is asked for: in in-addr.arpa (RFC 1035 section 3.5) or ip6.arpa
    /// (RFC 3596 section 2.5).
    /// </summary>
    /// <param name="address">An IPv4 or IPv6 address. A zone is left out.</param>
    /// <exception cref="ArgumentException">It is an address of another family.</exception>
    public static DnsName OfAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var bytes = address.GetAddressBytes();
        Array.Reverse(bytes);
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => Parse($"{string.Join('.', bytes)}.in-addr.arpa"),
            AddressFamily.InterNetworkV6 => Parse($"{string.Join('.', bytes.SelectMany(Digits))}.ip6.arpa"),
            _ => throw new ArgumentException($"{address} is no internet address.", nameof(address)),
        };
    }

    /// <inheritdoc/>
    public bool Equals(DnsName? other)
    {
        if (other is null || other._bytes.Length != _bytes.Length)
        {
            return false;
        }

        for (var i = 0; i < _bytes.Length; i++)
        {
            if (Fold(_bytes[i]) != Fold(other._bytes[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DnsName);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in _bytes)
        {
            hash.Add(Fold(value));
        }

        return hash.ToHashCode();
    }

    /// <summary>Lengths of labels are below 64, so that folding leaves them alone.</summary>
    private static byte Fold(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;

    /// <summary>The hexadecimal digits of a byte, the lower first.</summary>
    private static char[] Digits(byte value)
    {
        const string Hexadecimal = "0123456789abcdef";
        return [Hexadecimal[value & 0xF], Hexadecimal[value >> 4]];
    }
}
