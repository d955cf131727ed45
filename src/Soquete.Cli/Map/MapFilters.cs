using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Mapping;

namespace Soquete.Cli.Map;

/// <summary>The filters, as they are typed and as the library takes them.</summary>
internal static class MapFilters
{
    /// <summary>All of them but the user, whose number the map knows.</summary>
    /// <exception cref="UsageException">One has a value that it does not take.</exception>
    public static MapSelection Read(TypedArguments typed) => new()
    {
        States = ListOf(typed, MapOptions.State)?.Select(MapStates.Of).ToArray(),
        Schemes = ListOf(typed, MapOptions.Scheme),
        NetworkNamespace = typed.ValueOf(MapOptions.Namespace) is { } name ? NamespaceNumber.Of(name) : null,
        Listening = typed.Has(MapOptions.Listening),
        Problems = typed.Has(MapOptions.Problems),
    };

    public static Account? ReadUser(TypedArguments typed) => typed.ValueOf(MapOptions.User) switch
    {
        null => null,
        var text when Account.TryParse(text, out var account) => account,
        var text => throw ArgumentValues.Wrong(MapOptions.User, "a user's name or number", text),
    };

    private static string[]? ListOf(TypedArguments typed, OptionDefinition option)
    {
        if (typed.ValueOf(option) is not { } text)
        {
            return null;
        }

        var words = text.Split(',', StringSplitOptions.TrimEntries);
        var wrong = Array.Find(words, word => !option.Choices.Contains(word));
        return wrong is null ? words : throw Wrong(option, wrong);
    }

    private static UsageException Wrong(OptionDefinition option, string word) =>
        NearestName.Of(word, option.Choices) is { } nearest
            ? new UsageException(
                $"map: {option.LongForm}: unknown '{Printable.Shorten(word)}'; did you mean '{nearest}'?")
            : ArgumentValues.Wrong(option, string.Join(", ", option.Choices), word);
}
