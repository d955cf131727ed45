namespace Soquete.Wire.Application;

/// <summary>What a DNS message asks for (RFC 6895 section 2.2).</summary>
public static class DnsOpcode
{
    /// <summary>An answer to a question (RFC 1035).</summary>
    public const byte Query = 0;

    /// <summary>The server's status (RFC 1035).</summary>
    public const byte Status = 2;

    /// <summary>To look at a zone that has changed (RFC 1996).</summary>
    public const byte Notify = 4;

    /// <summary>To change a zone (RFC 2136).</summary>
    public const byte Update = 5;

    /// <summary>An operation's name, such as <c>QUERY</c>.</summary>
    /// <param name="opcode">The operation.</param>
    public static string Describe(byte opcode) => opcode switch
    {
        Query => "QUERY",
        Status => "STATUS",
        Notify => "NOTIFY",
        Update => "UPDATE",
        _ => $"OPCODE{opcode}",
    };
}
