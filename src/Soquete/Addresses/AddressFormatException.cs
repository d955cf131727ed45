namespace Soquete.Addresses;

/// <summary>A text is not an address, or an address cannot be used in the way that was asked for.</summary>
/// <remarks>The message is one line: the address, the offending part, and the nearest right one where there is
/// one.</remarks>
public sealed class AddressFormatException : FormatException
{
    internal AddressFormatException(string text, string problem, string? suggestion = null)
        : base(Describe(text, problem, suggestion))
    {
        Text = Printable.Shorten(text);
        Problem = problem;
        Suggestion = suggestion is null ? null : Printable.Shorten(suggestion);
    }

    /// <summary>
    /// The text that was to be an address, control characters escaped, cut after a few hundred characters.
    /// </summary>
    public string Text { get; }

    /// <summary>What is wrong, without the address.</summary>
    public string Problem { get; }

    /// <summary>The nearest right name or text, cut in the same way, or null where nothing is near.</summary>
    public string? Suggestion { get; }

    private static string Describe(string text, string problem, string? suggestion)
    {
        var subject = text.Length == 0 ? "an empty address" : Printable.Shorten(text);
        return suggestion is null
            ? $"{subject}: {problem}"
            : $"{subject}: {problem}; did you mean {Printable.Shorten(suggestion)}?";
    }
}
