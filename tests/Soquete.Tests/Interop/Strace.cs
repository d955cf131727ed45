using System.Text.RegularExpressions;
using Soquete.Tests.Support;

namespace Soquete.Tests.Interop;

/// <summary>A part of this assembly, run under strace(1).</summary>
internal static partial class Strace
{
    /// <summary>
    /// What the part wrote, line by line, and the calls on sockets that strace saw it make, less those of others than
    /// the library.
    /// </summary>
    public static async Task<(List<string> Told, List<string> Seen)> WatchAsync(params string[] part)
    {
        using var folder = new ScratchFolder();
        var log = folder.File("log");
        string[] watching = ["-f", "-qq", "-e", "trace=network,fchmod", "-e", "signal=none", "-o", log];
        await using var child = Child.Start("strace", [.. watching, Child.ThisAssembly, .. part]);
        child.Input.Close();
        var told = await child.EndAsync(0);
        var isUnix = part.Any(word => word.StartsWith("unix", StringComparison.Ordinal));
        var seen = File.ReadLines(log).Where(line => !IsForeign(line, isUnix))
            .Select(line => ProcessNumber().Replace(line, ""))
            .Select(line => Padding().Replace(line, ") = "));
        return (
            [.. told.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Comparable)],
            [.. seen.Select(Comparable)]);
    }

    /// <summary>
    /// What the runtime makes of its own when a handle is closed, and the C library to ask for an interface's name.
    /// </summary>
    private static bool IsForeign(string line, bool isUnix) => line.Contains("SO_LINGER", StringComparison.Ordinal)
        || (!isUnix && line.Contains("socket(AF_UNIX, SOCK_DGRAM|SOCK_CLOEXEC, 0)", StringComparison.Ordinal));

    /// <summary>
    /// strace 6.1 prints a <c>struct group_source_req</c> as bytes, and a <c>struct ip_mreqn</c> that is no membership.
    /// </summary>
    private static string Comparable(string line) => PrintedAsBytes().Replace(line, "$1...$2");

    [GeneratedRegex(@"(IP_MULTICAST_IF, |_SOURCE_GROUP, ).*(, (?:12|264)\))")]
    private static partial Regex PrintedAsBytes();

    [GeneratedRegex(@"^\d+ +")]
    private static partial Regex ProcessNumber();

    [GeneratedRegex(@"\) += ")]
    private static partial Regex Padding();
}
