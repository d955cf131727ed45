namespace Soquete.Cli.Terminal;

/// <summary>Standard output or standard error could not be written to.</summary>
internal sealed class OutputException(string message, bool isBrokenPipe, Exception cause) : IOException(message, cause)
{
    /// <summary>Whether the reader went away, as <c>| head</c> does: no failure, and nothing to be told about.</summary>
    public bool IsBrokenPipe => isBrokenPipe;
}
