namespace Soquete.Cli.Arguments;

/// <summary>A command line that works as it stands, and what it does.</summary>
internal sealed record Example(string CommandLine, string Meaning);
