using System.Globalization;

namespace Soquete.Tests.Support.Namespaces;

/// <summary>Asks whether a peer has bound its port, which not every peer tells.</summary>
internal static class BoundPorts
{
    /// <summary>Waits until a UDP socket in the namespace has the local port.</summary>
    public static Task UdpAsync(NetworkNamespace inside, int port) =>
        Eventually.HoldsAsync(() => inside.Run(() => IsBound("udp", port) || IsBound("udp6", port)));

    /// <summary>Looks into the calling thread's table (proc_pid_net(5)): /proc/net is the process's.</summary>
    private static bool IsBound(string table, int port)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        return File.ReadLines($"/proc/thread-self/net/{table}").Skip(1)
            .Any(line => LocalAddress(line).EndsWith(suffix, StringComparison.Ordinal));
    }

    private static string LocalAddress(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
}
