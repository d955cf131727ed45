using System.Net;
using Soquete.Addresses;
using Soquete.Probing;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Probing;

/// <summary>Traces from inside a namespace: the socket is opened there, and everything else is outside.</summary>
internal static class TraceFromInside
{
    public static Task<TracedPath> RunAsync(RoutedChain chain, bool isIPv6, TraceOptions options) =>
        RunAsync(chain.Left.Namespace, isIPv6 ? chain.Right.IPv6 : chain.Right.IPv4, options);

    public static async Task<TracedPath> RunAsync(NetworkNamespace inside, IPAddress to, TraceOptions options)
    {
        using var trace = Open(inside, to, options);
        return await trace.TraceAsync().Soon();
    }

    /// <summary>The readiness loop's thread is the process's: it begins outside, with the first socket.</summary>
    static TraceFromInside() => OpenHere(IPAddress.Loopback, new TraceOptions()).Dispose();

    public static PathTrace Open(NetworkNamespace inside, IPAddress to, TraceOptions options) =>
        inside.Run(() => OpenHere(to, options));

    private static PathTrace OpenHere(IPAddress to, TraceOptions options)
    {
        var opening = PathTrace.OpenAsync(Host.FromAddress(to), options).AsTask();
        Assert.True(opening.IsCompleted, "an address needs no look-up");
        return opening.GetAwaiter().GetResult();
    }
}
