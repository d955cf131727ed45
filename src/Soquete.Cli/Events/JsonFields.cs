namespace Soquete.Cli.Events;

/// <summary>An object within a line: its fields in order, of which those that are null are left out.</summary>
internal sealed record JsonFields(params (string Name, object? Value)[] Fields);
