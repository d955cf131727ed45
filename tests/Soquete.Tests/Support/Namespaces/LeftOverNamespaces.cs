using System.Globalization;

namespace Soquete.Tests.Support.Namespaces;

/// <summary>
/// The namespaces of runs that were killed before they could delete them: their names tell the process.
/// </summary>
internal static class LeftOverNamespaces
{
    /// <summary>Where ip-netns(8) keeps them.</summary>
    public const string Folder = "/run/netns";

    private const string Prefix = "sqtest-";

    private static readonly Lazy<Task> Removing = new(RemoveAsync);

    public static string NameOf(int process, int number) => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{process}-{number}");

    /// <summary>Removes them, once in a process.</summary>
    public static Task RemovedAsync() => Removing.Value;

    public static async Task RemoveAsync()
    {
        foreach (var name in Names().Where(name => ProcessOf(name) is { } process && !IsAlive(process)))
        {
            try
            {
                await IpCommand.RunAsync("netns", "delete", name);
            }
            catch (Xunit.Sdk.XunitException) when (!Names().Contains(name))
            {
                // Another run that starts now was faster.
            }
        }
    }

    /// <summary>Those of one process.</summary>
    public static string[] Of(int process) => [.. Names().Where(name => ProcessOf(name) == process)];

    private static string[] Names() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFileSystemEntries(Folder).Select(path => Path.GetFileName(path))]
        : [];

    private static int? ProcessOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(name[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture, out var process)
            ? process
            : null;

    private static bool IsAlive(int process) => Directory.Exists($"/proc/{process}");
}
