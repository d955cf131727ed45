namespace Soquete.Wire.Internet;

/// <summary>How much a router is to be preferred to others (RFC 4191 section 2.1).</summary>
public enum NdRouterPreference : byte
{
    /// <summary>As others are.</summary>
    Medium = 0,

    /// <summary>More than others.</summary>
    High = 1,

    /// <summary>Not to be sent; taken for <see cref="Medium"/>.</summary>
    Reserved = 2,

    /// <summary>Less than others.</summary>
    Low = 3,
}
