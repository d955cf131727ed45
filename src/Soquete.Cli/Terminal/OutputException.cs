namespace Soquete.Cli.Terminal;

/// <summary>Standard output or standard error could not be written to.</summary>
internal sealed class OutputException(SoqueteException cause) : IOException(cause.Message, cause)
{
    /// <summary>Whether the reader went away, as <c>| head</c> does: no failure, and nothing to be told about.</summary>
    public bool IsBrokenPipe => cause.ErrorName == "EPIPE";
}
