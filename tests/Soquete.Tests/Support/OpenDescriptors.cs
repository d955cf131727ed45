namespace Soquete.Tests.Support;

/// <summary>The descriptors of this process.</summary>
internal static class OpenDescriptors
{
    /// <summary>How many are sockets, pipes or events, which is what connections and relays are made of.</summary>
    public static int Count() => Directory.GetFileSystemEntries("/proc/self/fd").Count(IsOurs);

    private static bool IsOurs(string entry)
    {
        // The one that lists them is gone again by now.
        var target = new FileInfo(entry).LinkTarget;
        return target is not null && (target.StartsWith("socket:", StringComparison.Ordinal)
            || target.StartsWith("pipe:", StringComparison.Ordinal)
            || target.Contains("eventfd", StringComparison.Ordinal));
    }
}
