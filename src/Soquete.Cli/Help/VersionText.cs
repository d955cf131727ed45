using System.Runtime.InteropServices;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Engines;

namespace Soquete.Cli.Help;

/// <summary>What --version prints.</summary>
internal static class VersionText
{
    public static async Task<string> OfAsync(GlobalSettings settings)
    {
        (string Name, object? Value)[] facts = settings.Verbose ? [Build, .. await SurroundingsAsync()] : [Build];
        return settings.Json
            ? JsonLine.Of(facts.Prepend(("version", BuildFacts.Version))) + "\n"
            : Line + string.Concat(facts.Skip(1).Select(LineOf));
    }

    private static string Line => $"{CommandName.Value} {BuildFacts.Version} ({Kind})\n";

    /// <summary>"native (net9.0)" as "native, net9.0", so that parentheses do not nest.</summary>
    private static string Kind => BuildFacts.Kind.Replace(" (", ", ", StringComparison.Ordinal).TrimEnd(')');

    private static string LineOf((string Name, object? Value) fact) => $"{fact.Name + ":",-9} {fact.Value}\n";

    private static (string Name, object? Value) Build => ("build", Kind);

    /// <summary>The engine is the one that 'auto' takes here; it is started to be sure.</summary>
    private static async Task<(string Name, object? Value)[]> SurroundingsAsync()
    {
        await using var engine = Engine.Start();
        return
        [
            ("runtime", RuntimeInformation.FrameworkDescription), ("engine", engine.ToString()),
            ("kernel", Environment.OSVersion.ToString()), ("machine", RuntimeInformation.RuntimeIdentifier),
            ("commit", BuildFacts.Commit),
        ];
    }
}
