namespace Soquete.Wire.Internet;

/// <summary>Which interface an interface information object tells of (RFC 5837 section 4.1).</summary>
public enum IcmpInterfaceRole : byte
{
    /// <summary>The IP interface that the packet came in through.</summary>
    Incoming = 0,

    /// <summary>The part of it, below IP, that the packet came in through.</summary>
    IncomingBelow = 1,

    /// <summary>The IP interface that the packet would have left through.</summary>
    Outgoing = 2,

    /// <summary>The address of the next hop.</summary>
    NextHop = 3,
}
