namespace Soquete.Cli.Help;

/// <summary>What is said about the command as a whole, in its help and in its manual alike.</summary>
internal static class CommandText
{
    public const string Summary = "make processes find each other by one string, and talk";

    public static readonly IReadOnlyList<string> Description =
    [
        "soquete makes two processes talk, on one machine or on two. Each end is an address, written the same way " +
        "for every verb: the same command works over a path and over a network by changing one string.",
        "Data goes to standard output, everything else to standard error. No byte is lost at the end: a side that " +
        "has finished sending still gets the whole answer, however late it comes.",
    ];

    public const string Grammar = "SCHEME:TARGET[,OPTION[=VALUE]]...";

    public static readonly IReadOnlyList<string> Addresses =
    [
        "An internet target is HOST:PORT, [IPv6%zone]:PORT, PORT alone (this machine's loopback) or *:PORT (every " +
        "address of this machine). PORT is 0 to 65535 or a service name; 0 takes a free one. A listener binds " +
        "loopback unless told otherwise. '//' after the scheme is accepted.",
        "A unix target is a path, or @NAME in the abstract namespace; a comma in it is written '\\,'.",
        "An option is present or =off, or has a value: durations such as 500ms or 10s, sizes such as 64k or 1M. " +
        "'-' alone is this process's own standard input and output.",
    ];

    public static readonly IReadOnlyList<(string Name, string Meaning)> Environment =
    [
        ("NO_COLOR", "When set to anything, no colour, unless --color says otherwise."),
        ("COLUMNS", "The width to which help is wrapped, instead of the terminal's."),
        ("SOQUETE_DEBUG", "With the value 1, a failure is followed by where in the program it came from."),
    ];

    public const string Signals =
        "SIGINT and SIGTERM: the first one stops accepting and lets what runs finish within the grace period; a " +
        "second one ends at once. The exit status is then 130.";
}
