namespace Soquete.Wire.Transport;

/// <summary>The kinds of TCP options (IANA's registry of TCP parameters).</summary>
public static class TcpOptionKind
{
    /// <summary>The end of the list: what follows is padding (RFC 9293).</summary>
    public const byte EndOfList = 0;

    /// <summary>Nothing, in one byte (RFC 9293).</summary>
    public const byte NoOperation = 1;

    /// <summary>The longest segment that the sender takes (RFC 9293 section 3.7.1).</summary>
    public const byte MaximumSegmentSize = 2;

    /// <summary>How far windows are shifted (RFC 7323 section 2).</summary>
    public const byte WindowScale = 3;

    /// <summary>Selective acknowledgment is understood (RFC 2018).</summary>
    public const byte SackPermitted = 4;

    /// <summary>Blocks that were received out of order (RFC 2018).</summary>
    public const byte Sack = 5;

    /// <summary>Timestamps (RFC 7323 section 3).</summary>
    public const byte Timestamps = 8;

    /// <summary>A digest (RFC 2385; obsolete by RFC 5925).</summary>
    public const byte Md5Signature = 19;

    /// <summary>How long data may wait for its acknowledgment (RFC 5482).</summary>
    public const byte UserTimeout = 28;

    /// <summary>Authentication (TCP-AO, RFC 5925).</summary>
    public const byte Authentication = 29;

    /// <summary>Several paths (MPTCP, RFC 8684).</summary>
    public const byte Multipath = 30;

    /// <summary>A cookie for data in the SYN (RFC 7413).</summary>
    public const byte FastOpenCookie = 34;

    /// <summary>Counters of accurate ECN, the first order (RFC 9768).</summary>
    public const byte AccurateEcn0 = 172;

    /// <summary>Counters of accurate ECN, the second order (RFC 9768).</summary>
    public const byte AccurateEcn1 = 174;

    /// <summary>The first of two for experiments (RFC 4727, RFC 6994).</summary>
    public const byte Experimental1 = 253;

    /// <summary>The second of two for experiments (RFC 4727, RFC 6994).</summary>
    public const byte Experimental2 = 254;

    /// <summary>What people call it, such as <c>mss</c>; null where it has no name here.</summary>
    public static string? NameOf(byte kind) => kind switch
    {
        EndOfList => "eol",
        NoOperation => "nop",
        MaximumSegmentSize => "mss",
        WindowScale => "wscale",
        SackPermitted => "sackOK",
        Sack => "sack",
        Timestamps => "TS",
        Md5Signature => "md5",
        UserTimeout => "uto",
        Authentication => "tcp-ao",
        Multipath => "mptcp",
        FastOpenCookie => "tfo",
        AccurateEcn0 or AccurateEcn1 => "accecn",
        Experimental1 or Experimental2 => "exp",
        _ => null,
    };
}
