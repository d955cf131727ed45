using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Help;

namespace Soquete.Cli.Completions;

/// <summary>What the three shells are told alike, drawn from the definitions.</summary>
internal sealed class CompletionModel(IReadOnlyList<VerbDefinition> verbs)
{
    public IReadOnlyList<VerbDefinition> Verbs => verbs;

    /// <summary>The topics of help: every verb, and the grammar.</summary>
    public IEnumerable<(string Name, string Summary)> HelpTopics =>
        verbs.Select(verb => (verb.Name, verb.Summary)).Append((HelpText.AddressesTopic, "How addresses are written"));

    /// <summary>The schemes as words to go on from: <c>tcp:</c>, or <c>stdio</c>, which has no target.</summary>
    public static IEnumerable<(string Word, string Summary)> SchemeWords =>
        AddressScheme.All.Select(scheme => (HasTarget(scheme) ? scheme.Name + ":" : scheme.Name, scheme.Summary));

    /// <summary>Names of the schemes whose target is a path.</summary>
    public static IEnumerable<string> PathSchemes => SchemesWith("PATH");

    /// <summary>Names of the schemes whose target is a command.</summary>
    public static IEnumerable<string> CommandSchemes => SchemesWith("COMMAND");

    public static IEnumerable<AddressScheme> SchemesWithOptions =>
        AddressScheme.All.Where(scheme => scheme.Options.Count > 0);

    /// <summary>The names of the verbs that have an argument with these candidates.</summary>
    public IEnumerable<string> VerbsWith(Candidates candidates) =>
        from verb in verbs
        where verb.Arguments.Any(argument => argument.Candidates == candidates)
        select verb.Name;

    /// <summary>Verbs whose argument is one of a few words, with those words.</summary>
    public IEnumerable<(string Verb, IReadOnlyList<string> Choices)> VerbsWithChoices =>
        from verb in verbs
        from argument in verb.Arguments
        where argument.Candidates == Candidates.Choice
        select (verb.Name, argument.Choices);

    /// <summary>Whether an address stands behind such a word.</summary>
    public bool HasAddressBehind(string verb) => VerbsWith(Candidates.Address).Contains(verb);

    /// <summary>Every option that takes a value, of any verb.</summary>
    public IEnumerable<OptionDefinition> ValueOptions =>
        verbs.SelectMany(verb => verb.Options).Concat(GlobalOptions.All).Where(option => option.TakesValue)
            .DistinctBy(option => option.Name);

    /// <summary>An option of an address as a word to go on from: <c>nodelay</c>, or <c>backlog=</c>.</summary>
    public static string WordOf(AddressOption option) =>
        option.ValueSyntax.Length == 0 ? option.Name : option.Name + "=";

    /// <summary>
    /// Quotes for any of the three shells: in single quotes, which only fish lets a backslash escape.
    /// </summary>
    public static string Quote(string text) => "'" + text.Replace("'", "’", StringComparison.Ordinal) + "'";

    private static bool HasTarget(AddressScheme scheme) => scheme.Syntax.Contains(':', StringComparison.Ordinal);

    private static IEnumerable<string> SchemesWith(string target) =>
        from scheme in AddressScheme.All
        where scheme.Syntax.Contains(":" + target, StringComparison.Ordinal)
        select scheme.Name;
}
