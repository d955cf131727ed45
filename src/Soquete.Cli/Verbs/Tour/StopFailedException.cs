namespace Soquete.Cli.Verbs.Tour;

/// <summary>A stop does not show what it is to show; the message is the reason, in one line.</summary>
internal sealed class StopFailedException(string reason) : Exception(reason);
