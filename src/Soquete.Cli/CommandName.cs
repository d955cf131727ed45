namespace Soquete.Cli;

/// <summary>The command's own name, as its messages begin.</summary>
internal static class CommandName
{
    public const string Value = "soquete";
}
