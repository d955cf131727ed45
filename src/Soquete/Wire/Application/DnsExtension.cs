namespace Soquete.Wire.Application;

/// <summary>What a sender can do beyond RFC 1035: an OPT record's meaning (EDNS, RFC 6891 section 6.1).</summary>
public sealed record DnsExtension
{
    private const uint DnssecFlag = 0x8000;

    /// <summary>The longest datagram that the sender takes, in bytes; 1,232 unless set (RFC 9715).</summary>
    public ushort UdpPayloadSize { get; init; } = 1_232;

    /// <summary>The upper eight bits of how it came out.</summary>
    public byte UpperResponseCode { get; init; }

    /// <summary>The version of EDNS; 0 is the only one there is.</summary>
    public byte Version { get; init; }

    /// <summary>Whether signatures are to be sent too (DO; RFC 3225).</summary>
    public bool IsDnssecWanted { get; init; }

    /// <summary>The options.</summary>
    public ValueList<DnsOption> Options { get; init; }

    /// <summary>The meaning of an OPT record; null where it is none, or its data is not as it must be.</summary>
    /// <param name="record">The record.</param>
    public static DnsExtension? Of(DnsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record is not { Type: DnsType.Opt, Data: DnsOptionsData data } ? null : new DnsExtension
        {
            UdpPayloadSize = record.Class,
            UpperResponseCode = (byte)(record.TimeToLive >> 24),
            Version = (byte)(record.TimeToLive >> 16),
            IsDnssecWanted = (record.TimeToLive & DnssecFlag) != 0,
            Options = data.Options,
        };
    }

    /// <summary>The OPT record that says it.</summary>
    public DnsRecord ToRecord()
    {
        var rest = ((uint)UpperResponseCode << 24) | ((uint)Version << 16) | (IsDnssecWanted ? DnssecFlag : 0);
        return new DnsRecord(DnsName.Root, DnsType.Opt, rest, new DnsOptionsData(Options), UdpPayloadSize);
    }
}
