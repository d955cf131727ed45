namespace Soquete.Filters;

/// <summary>A text is no filter expression, or a filter cannot be compiled for a type of link.</summary>
/// <remarks>The message is one line: the expression, the column, what is wrong there, and the nearest right word where
/// there is one.</remarks>
public sealed class PacketFilterException : FormatException
{
    internal PacketFilterException(string expression, int column, string problem, string? suggestion = null)
        : base(Describe(expression, column, problem, suggestion))
    {
        Expression = Printable.Shorten(expression);
        Column = column;
        Problem = problem;
        Suggestion = suggestion;
    }

    /// <summary>The expression, control characters escaped, cut after a few hundred characters.</summary>
    public string Expression { get; }

    /// <summary>Where it is wrong: the first character is in column 1.</summary>
    public int Column { get; }

    /// <summary>What is wrong, without the expression and the column.</summary>
    public string Problem { get; }

    /// <summary>The nearest right word; null where nothing is near.</summary>
    public string? Suggestion { get; }

    private static string Describe(string expression, int column, string problem, string? suggestion)
    {
        var subject = expression.Length == 0 ? "an empty filter" : Printable.Shorten(expression);
        var described = $"{subject}: column {column}: {problem}";
        return suggestion is null ? described : $"{described}; did you mean {suggestion}?";
    }
}
