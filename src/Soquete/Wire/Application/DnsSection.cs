namespace Soquete.Wire.Application;

/// <summary>Where in a message a record stands (RFC 1035 section 4.1).</summary>
public enum DnsSection
{
    /// <summary>It answers the question.</summary>
    Answer,

    /// <summary>It points to an authority.</summary>
    Authority,

    /// <summary>It may be of use.</summary>
    Additional,
}
