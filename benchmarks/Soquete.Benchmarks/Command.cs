namespace Soquete.Benchmarks;

/// <summary>The command that is measured: as built, and through the launcher of the checkout.</summary>
internal static class Command
{
    /// <summary>The checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The binary that <c>./soquete</c> builds and runs.</summary>
    public static string Native { get; } =
        Environment.GetEnvironmentVariable("SOQUETE_COMMAND")
        ?? Path.Combine(Root, "artifacts", "launcher", "current", "soquete");

    public static string Launcher { get; } = Path.Combine(Root, "soquete");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Soquete.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No Soquete.slnx above the benchmarks.");
    }
}
