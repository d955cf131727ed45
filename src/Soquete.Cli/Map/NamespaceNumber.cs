using System.Globalization;
using Soquete.Cli.Arguments;
using Soquete.Cli.Failures;

namespace Soquete.Cli.Map;

/// <summary>Network namespaces by what people call them.</summary>
internal static class NamespaceNumber
{
    private const string ProcessPrefix = "pid:";
    private const string Folder = "/run/netns/";

    /// <exception cref="NothingFoundException">There is none of this name.</exception>
    public static ulong Of(string text)
    {
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        if (text.StartsWith(ProcessPrefix, StringComparison.Ordinal))
        {
            return OfProcess(text);
        }

        return Mounted(text.Contains('/') ? text : Folder + text)
            ?? throw new NothingFoundException($"map: there is no network namespace '{Printable.Shorten(text)}'");
    }

    private static ulong OfProcess(string text)
    {
        if (!int.TryParse(
            text.AsSpan(ProcessPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            throw ArgumentValues.Wrong(MapOptions.Namespace, "a number, a name or pid:PID", text);
        }

        try
        {
            return Number(new FileInfo($"/proc/{id}/ns/net").LinkTarget)
                ?? throw new NothingFoundException($"map: there is no process {id}");
        }
        catch (UnauthorizedAccessException)
        {
            throw new NothingFoundException($"map: the network namespace of process {id} is not told to others");
        }
    }

    /// <summary>
    /// Namespaces that have a name are mounted under it (ip-netns(8)); the number stands in the fourth column
    /// (proc_pid_mountinfo(5)).
    /// </summary>
    private static ulong? Mounted(string path)
    {
        var mounts = from line in File.ReadLines("/proc/self/mountinfo")
                     let columns = line.Split(' ')
                     where columns.Length > 4 && Folded(columns[4]) == Folded(path)
                     select Number(columns[3]);
        return mounts.LastOrDefault(number => number is not null);
    }

    /// <summary>/var/run is /run, and one of them is in the table.</summary>
    private static string Folded(string path) =>
        path.StartsWith("/var/run/", StringComparison.Ordinal) ? path["/var".Length..] : path;

    private static ulong? Number(string? link) =>
        link is ['n', 'e', 't', ':', '[', .. var digits, ']']
        && ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
