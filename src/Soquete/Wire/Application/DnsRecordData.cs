using System.Net;

namespace Soquete.Wire.Application;

/// <summary>What a DNS record says: one record for each form that the data of its type has.</summary>
public abstract record DnsRecordData
{
    private const int Ipv4Length = 4;
    private const int Ipv6Length = 16;

    private protected DnsRecordData()
    {
    }

    /// <summary>The data as master files have it (RFC 1035 section 5.1).</summary>
    public abstract override string ToString();

    /// <summary>
    /// What data means. Data that does not have the form of its type is a <see cref="DnsOtherData"/>: so is that of
    /// types that are not known, and what updates leave empty (RFC 2136 section 2.4).
    /// </summary>
    /// <param name="view">The record.</param>
    public static DnsRecordData Read(in DnsRecordView view) =>
        ReadKnown(view) ?? new DnsOtherData(view.Data.ToArray());

    internal abstract void Write(ref DnsWriter writer);

    private static DnsRecordData? ReadKnown(in DnsRecordView view) => view.Type switch
    {
        DnsType.A when view.Data.Length == Ipv4Length => new DnsAddressData(new IPAddress(view.Data)),
        DnsType.Aaaa when view.Data.Length == Ipv6Length => new DnsAddressData(new IPAddress(view.Data)),
        DnsType.Cname or DnsType.Ns or DnsType.Ptr => DnsNameData.TryOf(view),
        DnsType.Mx => DnsMailData.TryOf(view),
        DnsType.Txt => DnsTextData.TryOf(view),
        DnsType.Soa => DnsAuthorityData.TryOf(view),
        DnsType.Srv => DnsServiceData.TryOf(view),
        DnsType.Opt => DnsOptionsData.TryOf(view),
        _ => null,
    };
}
