namespace Soquete.Cli.Terminal;

/// <summary>A standard descriptor that is needed was closed from the start.</summary>
internal sealed class ClosedDescriptorException(string message) : IOException(message);
