using Soquete.Addresses;

namespace Soquete.Cli.Verbs.Tour;

/// <summary>
/// This very command as a child: the binary, or <c>dotnet</c> and the assembly where that is how it runs.
/// </summary>
internal static class OwnCommand
{
    public static ExecAddress With(params IEnumerable<string> arguments) =>
        new(string.Join(' ', Self().Concat(arguments).Select(Quote)));

    private static IEnumerable<string> Self()
    {
        var program = Environment.ProcessPath
            ?? throw new StopFailedException("this process does not know its own program");
        return Path.GetFileName(program) == "dotnet" ? [program, Environment.GetCommandLineArgs()[0]] : [program];
    }

    /// <summary>One word to <see cref="CommandWords"/>, whatever is in it.</summary>
    internal static string Quote(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
