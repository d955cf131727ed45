using Soquete.Addresses;

namespace Soquete.Cli.Arguments;

/// <summary>Sorts a command line into its verb, its options and its arguments, as getopt_long(3) does.</summary>
/// <remarks>
/// The options of every verb may stand before the verb; a verb's own only after it. Unlike getopt_long(3), option
/// names are not abbreviated: a script that does so would break when an option is added.
/// </remarks>
internal sealed class ArgumentReader(IReadOnlyList<VerbDefinition> verbs, IReadOnlyList<string> arguments)
{
    private readonly TypedArguments _typed = new();
    private VerbDefinition? _verb;
    private bool _optionsEnded;
    private int _next;

    /// <summary>The verb, or null when there is none, and what was typed with it.</summary>
    /// <exception cref="UsageException">
    /// A verb or an option is unknown, or a value is missing, repeated or not wanted.
    /// </exception>
    public static (VerbDefinition? Verb, TypedArguments Typed) Read(
        IReadOnlyList<VerbDefinition> verbs, IReadOnlyList<string> arguments)
    {
        var reader = new ArgumentReader(verbs, arguments);
        while (reader._next < arguments.Count)
        {
            reader.ReadWord(arguments[reader._next++]);
        }

        return (reader._verb, reader._typed);
    }

    /// <summary>The verb of this name.</summary>
    /// <exception cref="UsageException">There is none; the message names the nearest one.</exception>
    public static VerbDefinition FindVerb(IReadOnlyList<VerbDefinition> verbs, string name) =>
        verbs.FirstOrDefault(verb => verb.Name == name) ?? throw new UsageException(VerbProblem(verbs, name));

    private string Prefix => _verb is null ? "" : _verb.Name + ": ";

    private IEnumerable<OptionDefinition> Options => _verb is null ? GlobalOptions.All : _verb.AllOptions;

    private void ReadWord(string word)
    {
        if (_optionsEnded || word.Length < 2 || word[0] != '-')
        {
            ReadPositional(word);
        }
        else if (word == "--")
        {
            _optionsEnded = true;
        }
        else if (word.StartsWith("--", StringComparison.Ordinal))
        {
            ReadLongOption(word);
        }
        else
        {
            ReadLetters(word);
        }
    }

    private void ReadPositional(string word)
    {
        if (_verb is not null)
        {
            _typed.AddPositional(word);
            return;
        }

        _verb = FindVerb(verbs, word);
    }

    private void ReadLongOption(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word[2..] : word[2..equals];
        var option = Options.FirstOrDefault(known => known.Name == name)
            ?? throw new UsageException(OptionProblem(name));
        var value = equals < 0 ? null : word[(equals + 1)..];
        if (value is not null && !option.TakesValue)
        {
            throw new UsageException($"{Prefix}{option.LongForm} takes no value");
        }

        if (option.TakesValue)
        {
            value ??= NextValue(option);
        }

        Add(option, value);
    }

    /// <summary>The word after the option, whatever it looks like; an option there means a forgotten value.</summary>
    private string NextValue(OptionDefinition option)
    {
        if (_next < arguments.Count && !Options.Any(known => known.LongForm == arguments[_next]))
        {
            return arguments[_next++];
        }

        throw new UsageException($"{Prefix}{option.LongForm} needs a value: {option.LongForm} {option.ValueSyntax}");
    }

    private void ReadLetters(string word)
    {
        foreach (var letter in word.AsSpan(1))
        {
            var option = Options.FirstOrDefault(known => known.Letter == letter)
                ?? throw new UsageException($"{Prefix}unknown option '-{Shown(letter)}'{HelpHint}");
            Add(option, null);
        }
    }

    private static string Shown(char letter) => Printable.Shorten(letter.ToString());

    private void Add(OptionDefinition option, string? value)
    {
        if (!_typed.TryAdd(option, value))
        {
            throw new UsageException($"{Prefix}{option.LongForm} is given twice");
        }
    }

    private string HelpHint => _verb is null
        ? $"; '{CommandName.Value} --help' lists what there is"
        : $"; '{CommandName.Value} {_verb.Name} --help' lists what there is";

    private static string VerbProblem(IReadOnlyList<VerbDefinition> verbs, string word)
    {
        var shown = Printable.Shorten(word);
        var nearest = NearestName.Of(word, verbs.Select(verb => verb.Name));
        return nearest is not null ? $"unknown verb '{shown}'; did you mean '{nearest}'?"
            : Address.TryParse(word, out _)
                ? $"'{shown}' is an address; did you mean '{CommandName.Value} connect {shown}'?"
            : $"unknown verb '{shown}'; '{CommandName.Value} --help' lists what there is";
    }

    private string OptionProblem(string name)
    {
        var shown = Printable.Shorten("--" + name);
        var nearest = NearestName.Of(name, Options.Select(option => option.Name));
        return nearest is not null
            ? $"{Prefix}unknown option '{shown}'; did you mean '--{nearest}'?"
            : $"{Prefix}unknown option '{shown}'{OwnerOf(name)}{HelpHint}";
    }

    /// <summary>Says which verb an option belongs to that was typed before the verb or with another.</summary>
    private string OwnerOf(string name)
    {
        var owner = verbs.FirstOrDefault(verb => verb.Options.Any(option => option.Name == name));
        return owner is null ? "" : $", which belongs to '{CommandName.Value} {owner.Name}'";
    }
}
