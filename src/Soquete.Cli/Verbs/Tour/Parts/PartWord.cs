using Soquete.Cli.Arguments;

namespace Soquete.Cli.Verbs.Tour.Parts;

/// <summary>
/// The word that makes this command one process of a stop: <c>part:STOP:ROLE</c>. It is between the tour and its
/// children, so help does not list it; no stop's name has a colon.
/// </summary>
internal static class PartWord
{
    private const string Prefix = "part:";

    public static string Of(Stop stop, Role role) => $"{Prefix}{stop.Name}:{role.Name}";

    public static bool IsOne(string word) => word.StartsWith(Prefix, StringComparison.Ordinal);

    public static (Stop Stop, Role Role) Parse(string word)
    {
        var names = word[Prefix.Length..].Split(':', 2);
        var stop = StopList.Named(names[0]);
        var role = stop.Roles.FirstOrDefault(role => role.Name == names[^1]);
        return (stop, role ?? throw new UsageException($"tour: unknown part of '{stop.Name}'"));
    }
}
