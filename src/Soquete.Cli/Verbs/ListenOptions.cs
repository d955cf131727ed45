using Soquete.Cli.Arguments;

namespace Soquete.Cli.Verbs;

/// <summary>The options of <c>listen</c> alone.</summary>
internal static class ListenOptions
{
    public static readonly OptionDefinition Keep =
        new("keep", "Serve peer after peer, many at once, until a signal comes");

    public static readonly OptionDefinition Execute =
        new("exec", "Run this command for each peer or datagram, on its standard input and output")
    {
        ValueSyntax = "COMMAND", Candidates = Candidates.Command,
    };

    public static readonly OptionDefinition Echo = new("echo", "Send back to each peer what it sends");

    public static readonly OptionDefinition Messages =
        new("messages", "Datagrams: end after this many have come and were served")
    {
        ValueSyntax = "NUMBER",
    };

    public static readonly OptionDefinition Session =
        new("session", "Datagrams: with --exec, one process for each peer until it falls silent");
}
