namespace Soquete.Cli.Arguments;

/// <summary>
/// Everything that is said about a verb, said once: the parser, the help page, the manual, the completions and the
/// suggestions are all made from it.
/// </summary>
internal sealed record VerbDefinition(string Name, string Summary)
{
    /// <summary>What the verb does beyond its summary; one string a paragraph.</summary>
    public IReadOnlyList<string> Description { get; init; } = [];

    public IReadOnlyList<ArgumentDefinition> Arguments { get; init; } = [];

    public IReadOnlyList<OptionDefinition> Options { get; init; } = [];

    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>The statuses that the verb itself can end with.</summary>
    public IReadOnlyList<ExitStatus> Statuses { get; init; } =
        [ExitStatus.Done, ExitStatus.Failed, ExitStatus.WrongUsage];

    /// <summary>The verb's own options, then those that every verb has.</summary>
    public IEnumerable<OptionDefinition> AllOptions => Options.Concat(GlobalOptions.All);

    public string Usage
    {
        get
        {
            var words = Arguments.Select(argument => argument.Usage).Prepend(Name).Prepend(CommandName.Value);
            return string.Join(' ', words) + " [OPTION]...";
        }
    }
}
