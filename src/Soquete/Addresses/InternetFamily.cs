namespace Soquete.Addresses;

/// <summary>Which versions of the internet protocol an address may use.</summary>
public enum InternetFamily
{
    /// <summary>IPv6 and IPv4, whichever answers first.</summary>
    Any,

    /// <summary>IPv4 alone.</summary>
    IPv4,

    /// <summary>IPv6 alone.</summary>
    IPv6,
}
