using Soquete.Addresses;
using Soquete.Cli.Arguments;

namespace Soquete.Cli.Completions;

/// <summary>The completion script for fish.</summary>
internal static class FishCompletion
{
    public static string Script(CompletionModel model) => $$"""
        # fish completion for {{CommandName.Value}}: {{CommandName.Value}} completions fish | source

        function __soquete_verb
            for word in (commandline -opc)[2..]
                if contains -- $word {{string.Join(' ', model.Verbs.Select(verb => verb.Name))}}
                    echo $word
                    return
                end
            end
            return 1
        end

        function __soquete_verb_is
            contains -- (__soquete_verb) $argv
        end

        function __soquete_addresses
            set -l token (commandline -ct)
            set -l head (string replace -r '[^,]*$' '' -- $token)
            set -l scheme (string replace -r ':.*$' ':' -- $token)
            switch $token
                case '*:*,*'
                    switch $token
        {{string.Join('\n', CompletionModel.SchemesWithOptions.Select(SchemeCase))}}
                    end
                case {{Patterns(CompletionModel.PathSchemes)}}
                    __fish_complete_path (string replace -r '^[^:]*:' '' -- $token) | string replace -r '^' $scheme
                case {{Patterns(CompletionModel.CommandSchemes)}}
                    complete -C (string replace -r '^[^:]*:' '' -- $token) | string replace -r '^' $scheme
                case '*:*'
                case '*'
        {{Lines("", CompletionModel.SchemeWords, 12)}}
            end
        end

        complete -c {{CommandName.Value}} -f
        {{string.Join('\n', model.Verbs.Select(verb => Complete(NoVerb, $"-a {verb.Name}", verb.Summary)))}}
        {{string.Join('\n', GlobalOptions.All.Select(option => Complete(null, Option(option), option.Summary)))}}
        {{string.Join('\n', model.Verbs.SelectMany(VerbOptions))}}
        {{Complete(VerbIs([.. AddressFirst(model)]), "-a '(__soquete_addresses)'", null)}}
        {{string.Join('\n', model.VerbsWithChoices.Where(verb => model.HasAddressBehind(verb.Verb)).Select(verb =>
            Complete(AddressBehind(verb.Verb, verb.Choices), "-a '(__soquete_addresses)'", null)))}}
        {{string.Join('\n', model.HelpTopics.Select(topic =>
            Complete(VerbIs([.. model.VerbsWith(Candidates.HelpTopic)]), $"-a {topic.Name}", topic.Summary)))}}
        {{string.Join('\n', model.VerbsWithChoices.Select(verb =>
            Complete(ChoiceOf(model, verb.Verb, verb.Choices), $"-a '{string.Join(' ', verb.Choices)}'", null)))}}

        """;

    private const string NoVerb = "'not __soquete_verb >/dev/null'";

    private static string SchemeCase(AddressScheme scheme)
    {
        var options = scheme.Options.Select(option => (CompletionModel.WordOf(option), option.Summary));
        return $"                case '{scheme.Name}:*'\n{Lines("{$head}", options, 20)}";
    }

    private static IEnumerable<string> VerbOptions(VerbDefinition verb) =>
        verb.Options.Select(option => Complete(VerbIs(verb.Name), Option(option), option.Summary));

    private static string Complete(string? condition, string what, string? summary) =>
        $"complete -c {CommandName.Value}{(condition is null ? "" : " -n " + condition)} {what}" +
        (summary is null ? "" : " -d " + CompletionModel.Quote(summary));

    private static string VerbIs(params string[] verbs) => $"'__soquete_verb_is {string.Join(' ', verbs)}'";

    private static IEnumerable<string> AddressFirst(CompletionModel model) =>
        model.VerbsWith(Candidates.Address).Except(model.VerbsWithChoices.Select(verb => verb.Verb));

    private static string AddressBehind(string verb, IReadOnlyList<string> words) =>
        $"'__soquete_verb_is {verb}; and __fish_seen_subcommand_from {string.Join(' ', words)}'";

    /// <summary>One of these words or, where an address stands behind it, that.</summary>
    private static string ChoiceOf(CompletionModel model, string verb, IReadOnlyList<string> words) =>
        !model.HasAddressBehind(verb) ? VerbIs(verb)
        : $"'__soquete_verb_is {verb}; and not __fish_seen_subcommand_from {string.Join(' ', words)}'";

    private static string Option(OptionDefinition option) =>
        (option.Letter is { } letter ? $"-s {letter} " : "") + "-l " + option.Name + (option.Candidates switch
        {
            Candidates.Choice => $" -x -a '{string.Join(' ', option.Choices)}'",
            Candidates.Command => " -x -a '(__fish_complete_command)'",
            _ => option.TakesValue ? " -x" : "",
        });

    /// <summary>Candidates with their descriptions, parted by a tab as fish wants them.</summary>
    private static string Lines(string head, IEnumerable<(string Word, string Summary)> items, int indent) =>
        string.Join('\n', items.Select(item =>
            $"{new string(' ', indent)}echo {head}{item.Word}\\t{CompletionModel.Quote(item.Summary)}"));

    private static string Patterns(IEnumerable<string> schemes) =>
        string.Join(' ', schemes.Select(scheme => $"'{scheme}:*'"));
}
