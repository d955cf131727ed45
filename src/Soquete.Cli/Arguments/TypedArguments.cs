namespace Soquete.Cli.Arguments;

/// <summary>The command line as it was typed: sorted, but not yet looked into.</summary>
internal sealed class TypedArguments
{
    private readonly List<string> _positionals = [];
    private readonly Dictionary<OptionDefinition, string?> _options = new(ReferenceEqualityComparer.Instance);

    /// <summary>What stands by its place, the verb itself left out.</summary>
    public IReadOnlyList<string> Positionals => _positionals;

    public bool Has(OptionDefinition option) => _options.ContainsKey(option);

    public string? ValueOf(OptionDefinition option) => _options.GetValueOrDefault(option);

    public void AddPositional(string text) => _positionals.Add(text);

    /// <summary>Records an option; false when one that has a value was given before.</summary>
    public bool TryAdd(OptionDefinition option, string? value) => _options.TryAdd(option, value) || !option.TakesValue;
}
