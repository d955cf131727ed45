using Soquete.Addresses;
using Soquete.Cli.Arguments;

namespace Soquete.Cli.Completions;

/// <summary>The completion script for zsh: a function file for a folder in $fpath, or for eval.</summary>
internal static class ZshCompletion
{
    public static string Script(CompletionModel model) => $$"""
        #compdef {{CommandName.Value}}
        # zsh completion for {{CommandName.Value}}: eval "$({{CommandName.Value}} completions zsh)"

        _soquete_address() {
            local -a found
            case $PREFIX in
            (*:*,*)
                case $PREFIX in
        {{string.Join('\n', CompletionModel.SchemesWithOptions.Select(SchemeArm))}}
                esac
                compset -P '*,'
                _describe -t address-options 'option' found -S ''
                ;;
            ({{Pattern(CompletionModel.PathSchemes)}}) compset -P '*:'; _files -S '' ;;
            ({{Pattern(CompletionModel.CommandSchemes)}}) compset -P '*:'; _command_names -e ;;
            (*:*) _message 'target' ;;
            (*)
                found=({{Items(CompletionModel.SchemeWords)}})
                _describe -t schemes 'scheme' found -S ''
                ;;
            esac
        }

        _soquete() {
            local curcontext=$curcontext state line
            local -a options topics verbs
            verbs=({{Items(model.Verbs.Select(verb => (verb.Name, verb.Summary)))}})
            topics=({{Items(model.HelpTopics)}})
            options=({{Specifications(GlobalOptions.All)}})
            _arguments -C -s -S $options '1: :->verb' '*:: :->arguments' && return
            case $state in
            (verb) _describe -t verbs 'verb' verbs ;;
            (arguments)
                case $line[1] in
        {{string.Join('\n', model.Verbs.Select(VerbArm))}}
                esac
                ;;
            esac
        }

        if [[ $funcstack[1] == _soquete ]]; then
            _soquete "$@"
        else
            compdef _soquete {{CommandName.Value}}
        fi

        """;

    private static string SchemeArm(AddressScheme scheme)
    {
        var options = scheme.Options.Select(option => (CompletionModel.WordOf(option), option.Summary));
        return $"        ({scheme.Name}:*) found=({Items(options)}) ;;";
    }

    private static string VerbArm(VerbDefinition verb) =>
        $"        ({verb.Name}) _arguments -s -S $options {Specifications(verb.Options)} {Positionals(verb)} ;;";

    private static string Positionals(VerbDefinition verb) => string.Join(' ', verb.Arguments.Select(argument =>
        CompletionModel.Quote(
            Place(argument) + argument.Name + ":" + ActionOf(argument.Candidates, argument.Choices))));

    private static string Place(ArgumentDefinition argument) => argument.Repeats ? "*:" : ":";

    private static string Specifications(IEnumerable<OptionDefinition> options) =>
        string.Join(' ', options.Select(Specification));

    private static string Specification(OptionDefinition option)
    {
        var value = option.TakesValue ? $":{option.ValueSyntax}:{ActionOf(option.Candidates, option.Choices)}" : "";
        var name = option.LongForm + (option.TakesValue ? "=" : "");
        var text = CompletionModel.Quote($"[{Escape(option.Summary, "[]:")}]{value}");
        return option.Letter is { } letter ? $"{{-{letter},{name}}}{text}" : name + text;
    }

    private static string ActionOf(Candidates candidates, IReadOnlyList<string> choices) => candidates switch
    {
        Candidates.Address => "_soquete_address",
        Candidates.Command => "_command_names -e",
        Candidates.Choice => $"({string.Join(' ', choices)})",
        Candidates.HelpTopic => "{_describe -t topics topic topics}",
        _ => " ",
    };

    private static string Items(IEnumerable<(string Word, string Summary)> items) =>
        string.Join(' ', items.Select(item =>
            CompletionModel.Quote($"{Escape(item.Word, ":")}:{item.Summary}")));

    private static string Pattern(IEnumerable<string> schemes) =>
        string.Join('|', schemes.Select(scheme => scheme + ":*"));

    private static string Escape(string text, string special) =>
        string.Concat(text.Select(c => special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));
}
