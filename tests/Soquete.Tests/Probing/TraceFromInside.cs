using System.Net;
using Soquete.Addresses;
using Soquete.Probing;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Probing;

/// <summary>Traces from inside a namespace: the socket is opened there, and everything else is outside.</summary>
internal static class TraceFromInside
{
    private static readonly Lazy<Task> Preparing = new(async () =>
        (await PathTrace.OpenAsync(Host.FromAddress(IPAddress.Loopback), new TraceOptions())).Dispose());

    /// <summary>The readiness loop's thread is the process's: it begins outside, with the first socket.</summary>
    public static Task PreparedAsync() => Preparing.Value;

    public static Task<TracedPath> RunAsync(RoutedChain chain, bool isIPv6, TraceOptions options) =>
        RunAsync(chain.Left.Namespace, isIPv6 ? chain.Right.IPv6 : chain.Right.IPv4, options);

    public static async Task<TracedPath> RunAsync(NetworkNamespace inside, IPAddress to, TraceOptions options)
    {
        using var trace = await OpenAsync(inside, to, options);
        return await trace.TraceAsync().Soon();
    }

    public static async Task<PathTrace> OpenAsync(NetworkNamespace inside, IPAddress to, TraceOptions options)
    {
        await PreparedAsync();
        return await inside.RunAsync(() => PathTrace.OpenAsync(Host.FromAddress(to), options).AsTask());
    }
}
