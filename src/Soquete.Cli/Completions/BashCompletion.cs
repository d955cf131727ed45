using Soquete.Addresses;
using Soquete.Cli.Arguments;

namespace Soquete.Cli.Completions;

/// <summary>The completion script for bash 4 and later.</summary>
internal static class BashCompletion
{
    public static string Script(CompletionModel model) => $$"""
        # bash completion for {{CommandName.Value}}: eval "$({{CommandName.Value}} completions bash)"

        _soquete_verb_options() {
            case $1 in
        {{Arms(model.Verbs.Select(verb => (verb.Name, Echo(verb.AllOptions.Select(option => option.LongForm)))))}}
            *) {{Echo(GlobalOptions.All.Select(option => option.LongForm))}} ;;
            esac
        }

        _soquete_address_options() {
            case $1 in
        {{Arms(CompletionModel.SchemesWithOptions.Select(scheme => (scheme.Name, Echo(WordsOf(scheme)))))}}
            esac
        }

        # Candidates from lines on standard input; what readline keeps before the last word break is cut off.
        _soquete_offer() {
            local candidate kept=${cur%"${cur##*[$COMP_WORDBREAKS]}"}
            while IFS= read -r candidate; do
                [[ $candidate == "$cur"* ]] || continue
                candidate=${candidate#"$kept"}
                [[ $candidate == *[:=/,] ]] || candidate+=$1
                COMPREPLY+=("$candidate")
            done
        }

        _soquete_paths() {
            local path
            compgen -f -- "${cur#*:}" | while IFS= read -r path; do
                [[ -d $path ]] && path+=/
                printf '%s\n' "${cur%%:*}:$path"
            done
        }

        _soquete_commands() {
            compgen -c -P "${cur%%:*}:" -- "${cur#*:}"
        }

        _soquete_address() {
            case $cur in
            *:*,*) _soquete_offer '' < <(_soquete_address_options "${cur%%:*}" | sed "s|^|${cur%,*},|") ;;
            {{Pattern(CompletionModel.PathSchemes)}}) _soquete_offer '' < <(_soquete_paths) ;;
            {{Pattern(CompletionModel.CommandSchemes)}}) _soquete_offer '' < <(_soquete_commands) ;;
            *:*) ;;
            *) {{Offer("''", CompletionModel.SchemeWords.Select(scheme => scheme.Word))}} ;;
            esac
        }

        _soquete_value() {
            case $1 in
        {{Arms(model.ValueOptions.Select(option => (option.LongForm, OptionValues(option))))}}
            *) return 1 ;;
            esac
        }

        _soquete() {
            local line=${COMP_LINE:0:COMP_POINT} word verb='' cur previous
            local -a words
            COMPREPLY=()
            compopt -o nospace
            read -ra words <<<"$line"
            [[ $line == *[[:space:]] ]] && words+=('')
            cur=${words[-1]} previous=${words[-2]}
            for word in "${words[@]:1:${#words[@]}-2}"; do
                case $word in
                {{string.Join('|', model.Verbs.Select(verb => verb.Name))}}) verb=$word; break ;;
                esac
            done
            _soquete_value "$previous" && return
            case $cur in
            --*=*) _soquete_value "${cur%%=*}" "${cur%%=*}="; return ;;
            -*) _soquete_offer ' ' < <(_soquete_verb_options "$verb"); return ;;
            esac
            case $verb in
            '') {{Offer("' '", model.Verbs.Select(verb => verb.Name))}} ;;
        {{Arms(model.VerbsWithChoices.Select(verb => (verb.Verb, Choice(model, verb.Verb, verb.Choices))))}}
            {{string.Join('|', model.VerbsWith(Candidates.Address))}}) _soquete_address ;;
            {{string.Join('|', model.VerbsWith(Candidates.HelpTopic))}}) {{Offer("' '", TopicsOf(model))}} ;;
            esac
        }

        complete -F _soquete {{CommandName.Value}}

        """;

    private static IEnumerable<string> WordsOf(AddressScheme scheme) => scheme.Options.Select(CompletionModel.WordOf);

    private static IEnumerable<string> TopicsOf(CompletionModel model) => model.HelpTopics.Select(topic => topic.Name);

    private static string OptionValues(OptionDefinition option) => option.Candidates switch
    {
        Candidates.Choice => $"_soquete_offer ' ' < <({Echo(option.Choices)} | sed \"s|^|$2|\")",
        Candidates.Command => "_soquete_offer ' ' < <(compgen -c -P \"$2\" -- \"${cur#\"$2\"}\")",
        _ => ":",
    };

    private static string Arms(IEnumerable<(string Pattern, string Action)> arms) =>
        string.Join('\n', arms.Select(arm => $"    {arm.Pattern}) {arm.Action} ;;"));

    private static string Echo(IEnumerable<string> words) => $"printf '%s\\n' {string.Join(' ', words)}";

    private static string Offer(string suffix, IEnumerable<string> words) =>
        $"_soquete_offer {suffix} < <({Echo(words)})";

    /// <summary>One of these words or, where an address stands behind it, that.</summary>
    private static string Choice(CompletionModel model, string verb, IReadOnlyList<string> words) =>
        !model.HasAddressBehind(verb) ? Offer("' '", words)
        : $"if [[ \" ${{words[*]:1:${{#words[@]}}-2}} \" =~ ' '({string.Join('|', words)})' ' ]]; " +
            $"then _soquete_address; else {Offer("' '", words)}; fi";

    private static string Pattern(IEnumerable<string> schemes) =>
        string.Join('|', schemes.Select(scheme => scheme + ":*"));
}
