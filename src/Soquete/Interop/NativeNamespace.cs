using System.Globalization;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>Network namespaces, which belong to threads (network_namespaces(7)).</summary>
internal static class NativeNamespace
{
    /// <summary>Where ip-netns(8) keeps those that have names.</summary>
    public const string NamedFolder = "/run/netns";

    private const string OfThisThread = "/proc/thread-self/ns/net";
    private const int NewNetwork = 0x40000000;

    /// <summary>The file of a process's network namespace.</summary>
    public static string PathOf(int process) => string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/ns/net");

    /// <summary>The one that the calling thread is in.</summary>
    public static Errno Current(out FileIdentity identity) =>
        NativePath.Identify(OfThisThread, followLinks: true, out identity);

    /// <summary>
    /// setns(2): the calling thread enters it, and what it opens is there. A thread that has entered one is for nothing
    /// else any more.
    /// </summary>
    public static Errno Enter(SafeHandle network) => ErrnoText.Of(LibC.SetNamespace(network, NewNetwork));
}
