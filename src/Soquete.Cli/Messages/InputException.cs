namespace Soquete.Cli.Messages;

/// <summary>Standard input cannot be sent as it is.</summary>
internal sealed class InputException(string message) : Exception(message);
