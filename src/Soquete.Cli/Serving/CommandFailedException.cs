namespace Soquete.Cli.Serving;

/// <summary>A command that was run for a peer did not end well.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);
