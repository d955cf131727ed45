namespace Soquete.Cli.Arguments;

/// <summary>The command line is wrong; the message is the one line that says so.</summary>
internal sealed class UsageException(string message) : Exception(message);
