using Soquete.Addresses;

namespace Soquete.Cli.Verbs.Tour;

/// <summary>
/// The names of one run of a stop: an abstract one, and a private folder, made when first asked for, gone at the end.
/// </summary>
internal sealed class Scratch : IDisposable
{
    private string? _folder;

    /// <summary>The address of a name in the abstract namespace that nobody else has.</summary>
    public string AbstractAddress { get; } = $"unix:@soquete-tour-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>The address of a socket in the private folder, which has mode 0700.</summary>
    /// <exception cref="StopFailedException">The folder cannot be made.</exception>
    /// <exception cref="FormatException">The path is too long for a socket.</exception>
    public string PathAddress() => new UnixAddress(PathOf("socket")).ToString();

    /// <summary>A path in the private folder.</summary>
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
