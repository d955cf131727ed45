namespace Soquete.House.Tests.Launching;

/// <summary>A folder of links to the few programs of the machine that the launcher may use.</summary>
internal static class MachineTools
{
    private static readonly string[] Names =
    [
        "sh", "cat", "chmod", "cut", "date", "find", "flock", "getent", "grep", "head", "id", "ln", "mkdir", "mv",
        "readlink", "rm", "sed", "setsid", "sha256sum", "sort", "tr", "xargs",
    ];

    private static readonly Lazy<string> Links = new(MakeLinks);

    public static string Folder => Links.Value;

    private static string MakeLinks()
    {
        var folder = Directory.CreateTempSubdirectory("soquete-tools-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var path = Environment.GetEnvironmentVariable("PATH")!.Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in Names)
        {
            File.CreateSymbolicLink(
                Path.Combine(folder, name), path.Select(place => Path.Combine(place, name)).First(File.Exists));
        }

        return folder;
    }
}
