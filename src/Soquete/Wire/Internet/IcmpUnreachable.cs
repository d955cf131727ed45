namespace Soquete.Wire.Internet;

/// <summary>Why a destination is unreachable: the codes of ICMP type 3 (RFC 792; RFC 1122 section 3.2.2.1).</summary>
public static class IcmpUnreachable
{
    /// <summary>No route to the network.</summary>
    public const byte Network = 0;

    /// <summary>The last router does not reach the host.</summary>
    public const byte Host = 1;

    /// <summary>The host does not have the transport protocol.</summary>
    public const byte Protocol = 2;

    /// <summary>Nobody has the port.</summary>
    public const byte Port = 3;

    /// <summary>The next link takes less, and the packet may not be cut; says the next hop's MTU (RFC 1191).</summary>
    public const byte FragmentationNeeded = 4;

    /// <summary>The source route that was asked for fails.</summary>
    public const byte SourceRouteFailed = 5;

    /// <summary>The network is not known.</summary>
    public const byte NetworkUnknown = 6;

    /// <summary>The host is not known.</summary>
    public const byte HostUnknown = 7;

    /// <summary>The source is isolated; obsolete (RFC 1812 section 5.2.7.1).</summary>
    public const byte SourceIsolated = 8;

    /// <summary>The network is forbidden by an administrator.</summary>
    public const byte NetworkProhibited = 9;

    /// <summary>The host is forbidden by an administrator.</summary>
    public const byte HostProhibited = 10;

    /// <summary>The network is not reached with this type of service.</summary>
    public const byte NetworkForTypeOfService = 11;

    /// <summary>The host is not reached with this type of service.</summary>
    public const byte HostForTypeOfService = 12;

    /// <summary>A filter forbids it (RFC 1812 section 5.2.7.1).</summary>
    public const byte CommunicationProhibited = 13;

    /// <summary>The precedence is not permitted (RFC 1812 section 5.2.7.1).</summary>
    public const byte PrecedenceViolation = 14;

    /// <summary>The precedence is below what is required (RFC 1812 section 5.2.7.1).</summary>
    public const byte PrecedenceCutoff = 15;

    /// <summary>A code in few words, such as <c>port unreachable</c>.</summary>
    /// <param name="code">The code.</param>
    public static string Describe(byte code) => code switch
    {
        Network => "network unreachable",
        Host => "host unreachable",
        Protocol => "protocol unreachable",
        Port => "port unreachable",
        FragmentationNeeded => "fragmentation needed",
        SourceRouteFailed => "source route failed",
        NetworkUnknown => "network unknown",
        HostUnknown => "host unknown",
        SourceIsolated => "source host isolated",
        NetworkProhibited => "network prohibited",
        HostProhibited => "host prohibited",
        NetworkForTypeOfService => "network unreachable for this type of service",
        HostForTypeOfService => "host unreachable for this type of service",
        CommunicationProhibited => "communication prohibited",
        PrecedenceViolation => "host precedence violation",
        PrecedenceCutoff => "precedence cutoff",
        _ => $"destination unreachable code {code}",
    };
}
