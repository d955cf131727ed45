namespace Soquete.Cli.Tests.Support;

/// <summary>
/// The binary under test: SOQUETE_COMMAND where it is set, as ./test does, else the one built beside the tests.
/// </summary>
internal static class CommandPath
{
    public static string Value { get; } = Find();

    private static string Find()
    {
        var given = Environment.GetEnvironmentVariable("SOQUETE_COMMAND");
        var path = string.IsNullOrEmpty(given)
            ? Path.Combine(AppContext.BaseDirectory, "Soquete.Cli")
            : Path.GetFullPath(given);
        return File.Exists(path) ? path : throw new FileNotFoundException("there is no command to test", path);
    }
}
