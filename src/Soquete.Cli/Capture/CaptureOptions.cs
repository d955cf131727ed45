using Soquete.Cli.Arguments;
using Soquete.Wire.Captures;

namespace Soquete.Cli.Capture;

/// <summary>The options of <c>capture</c>.</summary>
internal static class CaptureOptions
{
    public static readonly OptionDefinition Read =
        new("read", "Read packets from a pcapng or pcap file, or from standard input with -, and not from an interface")
    {
        ValueSyntax = "FILE",
    };

    public static readonly OptionDefinition Write =
        new("write", "Write packets to a file for Wireshark: pcapng, or pcap by its name; - is standard output")
    {
        ValueSyntax = "FILE",
    };

    public static readonly OptionDefinition Print = new("print", "With --write: print each packet as well");

    public static readonly OptionDefinition Hex = new("hex", "Print the bytes of each packet below its line");

    public static readonly OptionDefinition Link = new("link", "Print the header of the link: addresses, VLAN tags");

    public static readonly OptionDefinition Process =
        new("process", "Name the processes at the ends of TCP and UDP that are on this machine");

    public static readonly OptionDefinition Names =
        new("names", "Print the names of hosts, which are asked of the resolver");

    public static readonly OptionDefinition Absolute =
        new("absolute", "Print TCP's sequence numbers as they are, not counted from a connection's first");

    public static readonly OptionDefinition Time = new("time", "When each packet passed: " + string.Join(", ", Times))
    {
        ValueSyntax = "FORM", Default = Times[0], Candidates = Candidates.Choice, Choices = Times,
    };

    public static readonly OptionDefinition Count = new("count", "End after so many packets")
    {
        ValueSyntax = "NUMBER",
    };

    public static readonly OptionDefinition Duration = new("duration", "End after this long")
    {
        ValueSyntax = "DURATION",
    };

    public static readonly OptionDefinition SnapLength = new("snap-length", "Keep so many bytes of each packet at most")
    {
        ValueSyntax = "SIZE", Default = "all",
    };

    public static readonly OptionDefinition Promiscuous =
        new("promiscuous", "Have the interface take frames that are for others, too");

    public static readonly OptionDefinition Buffer =
        new("buffer", "How much memory holds packets that are not looked at yet")
    {
        ValueSyntax = "SIZE", Default = "8M",
    };

    /// <summary>The forms of --time, in the order of <see cref="Dissection.PacketTime"/>.</summary>
    public static string[] Times => ["clock", "date", "epoch", "delta", "elapsed", "none"];

    public static OptionDefinition[] All =>
    [
        Read, Write, Print, Hex, Link, Process, Names, Absolute, Time, Count, Duration, SnapLength, Promiscuous, Buffer,
    ];

    /// <summary>How many bytes of each packet are kept.</summary>
    public static int SnapLengthOf(TypedArguments typed) => typed.Size(SnapLength) switch
    {
        null => CaptureLimits.MaxPacket,
        >= 1 and <= CaptureLimits.MaxPacket and var size => (int)size,
        _ => throw new UsageException($"{SnapLength.LongForm} takes 1 to {CaptureLimits.MaxPacket} bytes"),
    };
}
