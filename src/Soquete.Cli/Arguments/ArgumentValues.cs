using System.Globalization;
using Soquete.Addresses;

namespace Soquete.Cli.Arguments;

/// <summary>Typed text to values, with one line for what is wrong.</summary>
internal static class ArgumentValues
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>The argument at a place, which must be there.</summary>
    public static string Required(this TypedArguments typed, VerbDefinition verb, int place) =>
        typed.Optional(place)
            ?? throw new UsageException($"{verb.Name}: {verb.Arguments[place].Name} is missing; usage: {verb.Usage}");

    /// <summary>The argument at a place, or null where there is none.</summary>
    public static string? Optional(this TypedArguments typed, int place) =>
        place < typed.Positionals.Count ? typed.Positionals[place] : null;

    /// <summary>The argument at a place, which must be one of its choices.</summary>
    public static string RequiredChoice(this TypedArguments typed, VerbDefinition verb, int place)
    {
        var (text, argument) = (typed.Required(verb, place), verb.Arguments[place]);
        return argument.Choices.Contains(text)
            ? text
            : throw Wrong(argument.Name, string.Join(", ", argument.Choices), text);
    }

    public static Address Address(this TypedArguments typed, VerbDefinition verb, int place) =>
        Addresses.Address.Parse(typed.Required(verb, place));

    /// <summary>A duration, and no longer than a timer runs, which is 49 days.</summary>
    public static TimeSpan? Duration(this TypedArguments typed, OptionDefinition option)
    {
        if (typed.ValueOf(option) is not { } text)
        {
            return null;
        }

        return DurationText.TryParse(text, out var duration)
            ? TimeSpan.FromTicks(Math.Min(duration.Ticks, LongestTimer.Ticks))
            : throw Wrong(option, "a duration such as 500ms, 10s or 2m", text);
    }

    public static long? Size(this TypedArguments typed, OptionDefinition option)
    {
        if (typed.ValueOf(option) is not { } text)
        {
            return null;
        }

        return SizeText.TryParse(text, out var bytes)
            ? bytes
            : throw Wrong(option, "a size such as 512, 64k or 1M", text);
    }

    /// <summary>A size within bounds.</summary>
    public static int? Size(this TypedArguments typed, OptionDefinition option, int least, int most) =>
        typed.Size(option) is not { } size ? null
        : size >= least && size <= most ? (int)size
        : throw Wrong(
            option, $"a size from {SizeText.Format(least)} to {SizeText.Format(most)}",
            typed.ValueOf(option)!);

    /// <summary>A duration within bounds.</summary>
    public static TimeSpan? Duration(
        this TypedArguments typed, OptionDefinition option, TimeSpan least, TimeSpan most) =>
        typed.Duration(option) is not { } duration ? null
        : duration >= least && duration <= most ? duration
        : throw Wrong(
            option, $"a duration from {DurationText.Format(least)} to {DurationText.Format(most)}",
            typed.ValueOf(option)!);

    public static int? Count(this TypedArguments typed, OptionDefinition option, int most = int.MaxValue)
    {
        if (typed.ValueOf(option) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0 && count <= most
            ? count
            : throw Wrong(option, $"a number from 1 to {most}", text);
    }

    public static string? Choice(this TypedArguments typed, OptionDefinition option)
    {
        var text = typed.ValueOf(option);
        return text is null || option.Choices.Contains(text)
            ? text
            : throw Wrong(option, string.Join(", ", option.Choices), text);
    }

    /// <summary>A command in words, as exec: takes it.</summary>
    public static ExecAddress Command(this TypedArguments typed, OptionDefinition option)
    {
        try
        {
            var command = new ExecAddress(typed.ValueOf(option)!);
            return command.ToWords().Count > 0 ? command : throw new FormatException("the command is empty");
        }
        catch (FormatException problem)
        {
            throw new UsageException($"{option.LongForm}: {problem.Message}");
        }
    }

    /// <summary>Refuses more arguments than the verb has places for.</summary>
    public static void RefuseSurplus(this TypedArguments typed, VerbDefinition verb)
    {
        if (typed.Positionals.Count > verb.Arguments.Count && verb.Arguments is not [.., { Repeats: true }])
        {
            var surplus = Printable.Shorten(typed.Positionals[verb.Arguments.Count]);
            throw new UsageException($"{verb.Name}: unexpected argument '{surplus}'; usage: {verb.Usage}");
        }
    }

    /// <summary>Refuses two options that contradict one another.</summary>
    public static void RefuseTogether(this TypedArguments typed, params ReadOnlySpan<OptionDefinition> options)
    {
        OptionDefinition? first = null;
        foreach (var option in options)
        {
            if (first is not null && typed.Has(option))
            {
                throw new UsageException($"{first.LongForm} and {option.LongForm} cannot go together");
            }

            first ??= typed.Has(option) ? option : null;
        }
    }

    /// <summary>Refuses an option that means nothing without another.</summary>
    public static void RequireWith(this TypedArguments typed, OptionDefinition option, OptionDefinition companion)
    {
        if (typed.Has(option) && !typed.Has(companion))
        {
            throw new UsageException($"{option.LongForm} goes with {companion.LongForm}");
        }
    }

    /// <summary>What an option takes, and does not have.</summary>
    public static UsageException Wrong(OptionDefinition option, string expected, string text) =>
        Wrong(option.LongForm, expected, text);

    private static UsageException Wrong(string name, string expected, string text) =>
        new($"{name} takes {expected}, not '{Printable.Shorten(text)}'");
}
