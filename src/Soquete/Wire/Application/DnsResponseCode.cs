namespace Soquete.Wire.Application;

/// <summary>How an answer came out (RFC 6895 section 2.3).</summary>
public static class DnsResponseCode
{
    /// <summary>No error (RFC 1035).</summary>
    public const ushort NoError = 0;

    /// <summary>The server could not read the question (RFC 1035).</summary>
    public const ushort FormatError = 1;

    /// <summary>The server could not answer (RFC 1035).</summary>
    public const ushort ServerFailure = 2;

    /// <summary>The name does not exist (RFC 1035).</summary>
    public const ushort NameError = 3;

    /// <summary>The server does not do that (RFC 1035).</summary>
    public const ushort NotImplemented = 4;

    /// <summary>The server does not do that for you (RFC 1035).</summary>
    public const ushort Refused = 5;

    /// <summary>The server is not an authority for the zone, or you are not authorised (RFC 2136, RFC 8945).</summary>
    public const ushort NotAuthoritative = 9;

    /// <summary>The version of EDNS is not known (RFC 6891 section 9).</summary>
    public const ushort BadVersion = 16;

    /// <summary>The cookie is bad, or is missing (RFC 7873).</summary>
    public const ushort BadCookie = 23;

    /// <summary>A code's name, such as <c>NXDOMAIN</c>.</summary>
    /// <param name="code">The code.</param>
    public static string Describe(ushort code) => code switch
    {
        NoError => "NOERROR",
        FormatError => "FORMERR",
        ServerFailure => "SERVFAIL",
        NameError => "NXDOMAIN",
        NotImplemented => "NOTIMP",
        Refused => "REFUSED",
        6 => "YXDOMAIN",
        7 => "YXRRSET",
        8 => "NXRRSET",
        NotAuthoritative => "NOTAUTH",
        10 => "NOTZONE",
        BadVersion => "BADVERS",
        BadCookie => "BADCOOKIE",
        _ => $"RCODE{code}",
    };
}
