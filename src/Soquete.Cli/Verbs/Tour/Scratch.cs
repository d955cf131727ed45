namespace Soquete.Cli.Verbs.Tour;

/// <summary>
/// The names of one run of a stop: an abstract one, and a private folder, made when first asked for, gone at the end.
/// </summary>
internal sealed class Scratch : IDisposable
{
    private string? _folder;

    /// <summary>A name in the abstract namespace that nobody else has.</summary>
    public string AbstractName { get; } = $"@soquete-tour-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>A path in the private folder, which has mode 0700.</summary>
    /// <exception cref="StopFailedException">The folder cannot be made.</exception>
    public string PathOf(string name) => Path.Combine(_folder ??= MakeFolder(), name);

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static string MakeFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("soquete-tour-").FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StopFailedException(
                $"no folder can be made in {Path.GetTempPath()}; set TMPDIR to one where it can");
        }
    }
}
