using System.Net;
using System.Net.Sockets;

namespace Soquete.Wire.Application;

/// <summary>An address: the data of A (RFC 1035 section 3.4.1) and AAAA (RFC 3596 section 2.2).</summary>
/// <param name="Address">The address, of IPv4 in A and of IPv6 in AAAA.</param>
public sealed record DnsAddressData(IPAddress Address) : DnsRecordData
{
    private const int LongestAddress = 16;

    /// <inheritdoc/>
    public override string ToString() => Address.ToString();

    internal override void Write(ref DnsWriter writer)
    {
        Span<byte> bytes = stackalloc byte[LongestAddress];
        AddressBytes.Write(Address, Address.AddressFamily, bytes);
        writer.Write(bytes[..(Address.AddressFamily == AddressFamily.InterNetwork ? 4 : LongestAddress)]);
    }
}
