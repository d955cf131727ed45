using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Capture;

/// <summary>What captures on an interface to a file.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Standing">What it is to the comparison.</param>
/// <param name="Extension">How the file's name ends, which says its format.</param>
/// <param name="Words">Its command line for an interface and a file.</param>
internal sealed record CapturingProgram(
    string Name, Standing Standing, string Extension, Func<string, string, IReadOnlyList<string>> Words)
{
    public const string Ours = "soquete capture";

    public const string Peer = "tcpdump";

    /// <summary>As large as the ring that the command has unless told otherwise; tcpdump's has 2 MiB.</summary>
    private const string OurBufferKibibytes = "8192";

    /// <summary>
    /// The command, also in the format that tcpdump writes; and tcpdump(8), also with a ring of that size.
    /// </summary>
    public static IReadOnlyList<CapturingProgram> All { get; } =
    [
        new(Ours, Standing.Ours, "pcapng", Soquete), new($"{Ours}, pcap", Standing.Ours, "pcap", Soquete),
        new(Peer, Standing.Peer, "pcap", (link, file) => Tcpdump(link, file)),
        new($"{Peer} -B {OurBufferKibibytes}", Standing.Peer, "pcap",
            (link, file) => Tcpdump(link, file, "-B", OurBufferKibibytes)),
    ];

    /// <summary>The contenders of a scenario.</summary>
    public static IReadOnlyList<Contender> Measured(Func<CapturingProgram, long, Sample> measure) =>
    [
        .. All.Select(one => new Contender(
            one.Name, one.Standing, count => Threads.RunAsync(() => measure(one, count)))),
    ];

    private static string[] Soquete(string link, string file) =>
        [Command.Native, "capture", link, "--write", file];

    /// <summary>As root it would otherwise become another user, who may not write there.</summary>
    private static string[] Tcpdump(string link, string file, params string[] more) =>
        ["tcpdump", "-i", link, "-w", file, "-Z", "root", .. more];
}
