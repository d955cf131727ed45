namespace Soquete.Cli.Terminal;

/// <summary>Standard output or standard error could not be written to, or standard input not be read.</summary>
/// <param name="message">One line that says so.</param>
/// <param name="errorName">errno's name, where a call failed.</param>
internal sealed class OutputException(string message, string? errorName = null) : IOException(message)
{
    private const string OwnEnd = "stdio: ";

    /// <summary>A failure of the <c>stdio</c> end of a connection, told of the stream that it happened to.</summary>
    public static OutputException Of(SoqueteException failure)
    {
        var stream = failure.Call == "read" ? "standard input" : "standard output";
        var problem = failure.Message.StartsWith(OwnEnd, StringComparison.Ordinal)
            ? failure.Message[OwnEnd.Length..]
            : failure.Message;
        return new OutputException($"{stream}: {problem}", failure.ErrorName);
    }

    /// <summary>
    /// Whether the reader went away, as <c>| head</c> does: no failure, and nothing to be told about.
    /// </summary>
    public bool IsBrokenPipe => errorName == "EPIPE";
}
