namespace Soquete.Wire.Internet;

/// <summary>The classes of ICMP extension objects (IANA, "ICMP Extension Object Classes").</summary>
public static class IcmpExtensionClass
{
    /// <summary>The labels that the packet came with (RFC 4950).</summary>
    public const byte MplsLabelStack = 1;

    /// <summary>Interfaces that the packet passed, or would have passed (RFC 5837).</summary>
    public const byte InterfaceInformation = 2;

    /// <summary>The interface that a probe asks for (RFC 8335).</summary>
    public const byte InterfaceIdentification = 3;

    /// <summary>The only kind of <see cref="MplsLabelStack"/>: the incoming stack (RFC 4950 section 5).</summary>
    public const byte IncomingStack = 1;
}
