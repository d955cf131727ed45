using Soquete.Cli.Arguments;

namespace Soquete.Cli.Map;

/// <summary>The options of <c>map</c>.</summary>
internal static class MapOptions
{
    public static readonly OptionDefinition State =
        new("state", "Ends in one of these states, parted by commas: " + string.Join(", ", MapStates.Names))
    {
        ValueSyntax = "STATE", Candidates = Candidates.Choice, Choices = MapStates.Names,
    };

    public static readonly OptionDefinition Scheme =
        new("scheme", "Ends of one of these kinds, parted by commas: " + string.Join(", ", MapSchemes.Names))
    {
        ValueSyntax = "SCHEME", Candidates = Candidates.Choice, Choices = MapSchemes.Names,
    };

    public static readonly OptionDefinition User =
        new("user", "Ends that a process of this user has open, by name or number")
    {
        ValueSyntax = "USER",
    };

    public static readonly OptionDefinition Namespace =
        new("namespace", "Ends in this network namespace: its number, its name (ip-netns(8)), or pid:PID")
    {
        ValueSyntax = "NAMESPACE",
    };

    public static readonly OptionDefinition Listening =
        new("listening", "Listeners and bound datagram sockets alone");

    public static readonly OptionDefinition Problems =
        new("problems", "Ends with problems alone: full queues, full backlogs, retransmissions, deleted files …");

    public static readonly OptionDefinition Peer =
        new("peer", "Who is at the other end of PID/FD, an inode (N or inode:N), a path, @NAME or :PORT")
    {
        ValueSyntax = "END",
    };

    public static readonly OptionDefinition Names =
        new("names", "Print the names of other machines; the resolver has as long as --timeout (default 2s)");

    public static readonly OptionDefinition All =
        new("all", "Print alike edges between the same two processes one by one, not once with a count");

    public static readonly OptionDefinition Wide =
        new("wide", "Shorten no names and no command lines, however narrow the terminal is");

    public static readonly OptionDefinition Sort =
        new("sort", "The order of processes: " + string.Join(", ", MapOrders.Names))
    {
        ValueSyntax = "KEY", Default = MapOrders.Names[0], Candidates = Candidates.Choice, Choices = MapOrders.Names,
    };

    public static readonly OptionDefinition Dot = new("dot", "Print a graph for Graphviz (dot(1))");

    public static readonly OptionDefinition Mermaid = new("mermaid", "Print a graph for Mermaid, as Markdown has it");

    public static readonly OptionDefinition Svg = new("svg", "Print a drawing");

    public static readonly OptionDefinition Html =
        new("html", "Write a page that needs no network: a graph to zoom and to search")
    {
        ValueSyntax = "FILE",
    };

    public static readonly OptionDefinition Serve =
        new("serve", "Keep such a page live in a browser; prints its URL, whose token is the key to it")
    {
        ValueSyntax = "ADDRESS", Candidates = Candidates.Address,
    };

    public static readonly OptionDefinition Watch =
        new("watch", "A live view on the terminal, with keys to sort, to filter and to open a process; ? tells them");

    public static readonly OptionDefinition Events =
        new("events", "Print connections as they come and go, a line each, until a signal comes");

    public static readonly OptionDefinition Close =
        new("close", "End connections of TCP and UDP, after showing them and asking; listeners with --listening alone");

    public static readonly OptionDefinition Yes = new("yes", "With --close: ask nobody");

    public static readonly OptionDefinition Interval =
        new("interval", "With --watch and --events: how often it looks")
    {
        ValueSyntax = "DURATION", Default = "1s",
    };

    public static readonly OptionDefinition AllowRemote =
        new("allow-remote", "With --serve: let other machines read the map too, which is sent in the clear");

    public static OptionDefinition[] Definitions =>
    [
        State, Scheme, User, Namespace, Listening, Problems, Peer, Names, All, Wide, Sort, Dot, Mermaid, Svg, Html,
        Serve, AllowRemote, Watch, Events, Interval, Close, Yes,
    ];
}
