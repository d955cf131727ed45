namespace Soquete.Benchmarks;

/// <summary>A folder of this run: the paths of unix sockets, and what the contenders complained of.</summary>
internal static class Scratch
{
    private static readonly DirectoryInfo Folder = Directory.CreateTempSubdirectory("soquete-benchmarks-");

    /// <summary>Kept where a contender failed, for whoever looks into it.</summary>
    public static string ErrorsPath { get; } = Path.Combine(Folder.FullName, "errors.log");

    public static string FreePath() => Path.Combine(Folder.FullName, Guid.NewGuid().ToString("N"));

    public static void Delete() => Folder.Delete(recursive: true);
}
