namespace Soquete.Tests.Support.Namespaces;

/// <summary>What differs from the kernel's defaults in a namespace of the tests (sysctl(8)).</summary>
internal static class NamespaceSettings
{
    /// <summary>For the namespace that the calling thread is in: /proc/sys/net shows each thread its own.</summary>
    public static void Set()
    {
        // An address would be tentative for a second, and not to be bound until then. The kernel takes the greater.
        Write("ipv6/conf/all/accept_dad", "0");
        Write("ipv6/conf/default/accept_dad", "0");
        // Nobody but the tests gives addresses and routes.
        Write("ipv6/conf/default/accept_ra", "0");
        // Otherwise a host says only now and then that a port is closed (icmp(7), icmp_ratelimit).
        Write("ipv4/icmp_ratelimit", "0");
        Write("ipv6/icmp/ratelimit", "0");
    }

    public static void Forward()
    {
        Write("ipv4/ip_forward", "1");
        Write("ipv6/conf/all/forwarding", "1");
    }

    private static void Write(string name, string value) => File.WriteAllText($"/proc/sys/net/{name}", value);
}
