namespace Soquete.House.Tests.Source;

/// <summary>The checkout that the tests were built from: what stands in it, without what builds leave behind.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    private static readonly string[] NotOurs = ["artifacts", "bin", "obj", ".git", ".vs", ".idea"];

    private static readonly Lazy<IReadOnlyList<SourceFile>> AllCSharp =
        new(() => [.. Files("*.cs").Select(path => SourceFile.Read(Root, path))]);

    public static IReadOnlyList<SourceFile> CSharp => AllCSharp.Value;

    /// <summary>Paths relative to the root, with slashes, in order.</summary>
    public static IEnumerable<string> Files(string pattern = "*", string under = ".")
    {
        var folder = Path.GetFullPath(Path.Combine(Root, under));
        return Walk(folder, pattern).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal);
    }

    public static string Text(string path) => File.ReadAllText(Full(path));

    public static string Full(string path) => Path.Combine(Root, path);

    private static IEnumerable<string> Walk(string folder, string pattern)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var inside = Directory.EnumerateDirectories(folder).Where(name => !NotOurs.Contains(Path.GetFileName(name)));
        return Directory.EnumerateFiles(folder, pattern).Concat(inside.SelectMany(name => Walk(name, pattern)));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Soquete.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No Soquete.slnx above the tests.");
    }
}
