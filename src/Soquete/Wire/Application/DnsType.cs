namespace Soquete.Wire.Application;

/// <summary>
/// The types of DNS records that are in use (IANA, "Resource Record (RR) TYPEs"), and those of questions alone.
/// </summary>
public static class DnsType
{
    /// <summary>An IPv4 address (RFC 1035 section 3.4.1).</summary>
    public const ushort A = 1;

    /// <summary>A name server of a zone (RFC 1035 section 3.3.11).</summary>
    public const ushort Ns = 2;

    /// <summary>What the name is another name for (RFC 1035 section 3.3.1).</summary>
    public const ushort Cname = 5;

    /// <summary>The start of a zone of authority (RFC 1035 section 3.3.13).</summary>
    public const ushort Soa = 6;

    /// <summary>The name of an address (RFC 1035 section 3.3.12).</summary>
    public const ushort Ptr = 12;

    /// <summary>Where mail goes (RFC 1035 section 3.3.9).</summary>
    public const ushort Mx = 15;

    /// <summary>Texts (RFC 1035 section 3.3.14).</summary>
    public const ushort Txt = 16;

    /// <summary>An IPv6 address (RFC 3596 section 2.1).</summary>
    public const ushort Aaaa = 28;

    /// <summary>Where a service is (RFC 2782).</summary>
    public const ushort Srv = 33;

    /// <summary>Rules that make another name of the name (RFC 3403).</summary>
    public const ushort Naptr = 35;

    /// <summary>What another whole subtree is called (RFC 6672).</summary>
    public const ushort Dname = 39;

    /// <summary>No record: what the sender can do beyond RFC 1035 (RFC 6891 section 6.1).</summary>
    public const ushort Opt = 41;

    /// <summary>The key that signs a zone below (RFC 4034 section 5).</summary>
    public const ushort Ds = 43;

    /// <summary>A public key's fingerprint for SSH (RFC 4255).</summary>
    public const ushort Sshfp = 44;

    /// <summary>A signature (RFC 4034 section 3).</summary>
    public const ushort Rrsig = 46;

    /// <summary>The next name that exists (RFC 4034 section 4).</summary>
    public const ushort Nsec = 47;

    /// <summary>A zone's public key (RFC 4034 section 2).</summary>
    public const ushort Dnskey = 48;

    /// <summary>The next name that exists, hashed (RFC 5155 section 3).</summary>
    public const ushort Nsec3 = 50;

    /// <summary>A certificate that a TLS service has (RFC 6698).</summary>
    public const ushort Tlsa = 52;

    /// <summary>How a service is reached (RFC 9460).</summary>
    public const ushort Svcb = 64;

    /// <summary>How an HTTPS service is reached (RFC 9460 section 9).</summary>
    public const ushort Https = 65;

    /// <summary>Asks for the changes of a zone (RFC 1995).</summary>
    public const ushort Ixfr = 251;

    /// <summary>Asks for a whole zone (RFC 5936).</summary>
    public const ushort Axfr = 252;

    /// <summary>Asks for what there is (RFC 1035 section 3.2.3; RFC 8482).</summary>
    public const ushort Any = 255;

    /// <summary>Who may issue certificates (RFC 8659).</summary>
    public const ushort Caa = 257;

    /// <summary>A type's name, such as <c>AAAA</c>; <c>TYPE1234</c> for others (RFC 3597 section 5).</summary>
    /// <param name="type">The type.</param>
    public static string Describe(ushort type) => type switch
    {
        A => "A",
        Ns => "NS",
        Cname => "CNAME",
        Soa => "SOA",
        Ptr => "PTR",
        Mx => "MX",
        Txt => "TXT",
        Aaaa => "AAAA",
        Srv => "SRV",
        Naptr => "NAPTR",
        Dname => "DNAME",
        Opt => "OPT",
        Ds => "DS",
        Sshfp => "SSHFP",
        Rrsig => "RRSIG",
        Nsec => "NSEC",
        Dnskey => "DNSKEY",
        Nsec3 => "NSEC3",
        Tlsa => "TLSA",
        Svcb => "SVCB",
        Https => "HTTPS",
        Ixfr => "IXFR",
        Axfr => "AXFR",
        Any => "ANY",
        Caa => "CAA",
        _ => $"TYPE{type}",
    };
}
