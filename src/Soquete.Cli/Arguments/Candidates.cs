namespace Soquete.Cli.Arguments;

/// <summary>What a shell can offer where a value is to be typed.</summary>
internal enum Candidates
{
    None,
    Address,
    Command,
    Choice,
    HelpTopic,
}
