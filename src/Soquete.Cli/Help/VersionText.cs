using System.Runtime.InteropServices;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;

namespace Soquete.Cli.Help;

/// <summary>What --version prints.</summary>
internal static class VersionText
{
    public static string Of(GlobalSettings settings) =>
        settings.Json ? JsonLine.Of(Facts(settings.Verbose).Prepend(("version", BuildFacts.Version))) + "\n"
        : settings.Verbose ? Line + string.Concat(Facts(true).Skip(1).Select(LineOf))
        : Line;

    private static string Line => $"{CommandName.Value} {BuildFacts.Version} ({Kind})\n";

    /// <summary>"native (net9.0)" as "native, net9.0", so that parentheses do not nest.</summary>
    private static string Kind => BuildFacts.Kind.Replace(" (", ", ", StringComparison.Ordinal).TrimEnd(')');

    private static string LineOf((string Name, object? Value) fact) => $"{fact.Name + ":",-9} {fact.Value}\n";

    private static IEnumerable<(string Name, object? Value)> Facts(bool all)
    {
        yield return ("build", Kind);
        if (all)
        {
            yield return ("runtime", RuntimeInformation.FrameworkDescription);
            yield return ("engine", "portable (System.Net.Sockets)");
            yield return ("kernel", Environment.OSVersion.ToString());
            yield return ("machine", RuntimeInformation.RuntimeIdentifier);
            yield return ("commit", BuildFacts.Commit);
        }
    }
}
