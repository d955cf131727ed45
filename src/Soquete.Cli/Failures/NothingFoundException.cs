namespace Soquete.Cli.Failures;

/// <summary>What was asked for is not there; the message is the one line that says so.</summary>
internal sealed class NothingFoundException(string message) : Exception(message);
