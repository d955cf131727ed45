namespace Soquete.Wire.Internet;

/// <summary>For what there is a better first hop: the codes of ICMP type 5 (RFC 792).</summary>
public static class IcmpRedirect
{
    /// <summary>For the network.</summary>
    public const byte Network = 0;

    /// <summary>For the host.</summary>
    public const byte Host = 1;

    /// <summary>For the type of service and the network.</summary>
    public const byte TypeOfServiceAndNetwork = 2;

    /// <summary>For the type of service and the host.</summary>
    public const byte TypeOfServiceAndHost = 3;

    /// <summary>A code in few words, such as <c>redirect for host</c>.</summary>
    /// <param name="code">The code.</param>
    public static string Describe(byte code) => code switch
    {
        Network => "redirect for network",
        Host => "redirect for host",
        TypeOfServiceAndNetwork => "redirect for type of service and network",
        TypeOfServiceAndHost => "redirect for type of service and host",
        _ => $"redirect code {code}",
    };
}
