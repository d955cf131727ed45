using Soquete.Cli.Arguments;
using Soquete.Cli.Capture;
using Soquete.Cli.Terminal;

namespace Soquete.Cli.Verbs;

/// <summary><c>capture INTERFACE [FILTER]</c>: the packets that pass an interface.</summary>
internal sealed class CaptureVerb : Verb
{
    /// <summary>How long the end of a capture may take: what is gathered has to reach the disk.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public override VerbDefinition Definition { get; } = new("capture", "Print or record the packets on an interface")
    {
        Description =
        [
            "Prints a line for each packet, as tcpdump does, until a signal comes, or as many packets or as long as " +
            "--count and --duration say. 'any' is all interfaces at once; without an interface, those that there are " +
            "are listed. --verbose prints the fields of each packet below its line, --hex its bytes.",
            "FILTER is an expression such as 'tcp port 80 and not host 10.0.0.1', in one word or in many " +
            "(pcap-filter(7)). It is compiled, and the kernel runs it, so that packets that are not asked for cost " +
            "nothing. With --read it is run here, and there is no INTERFACE.",
            "Frames for other machines are left out, and the interface is left as it is, unless --promiscuous says " +
            "otherwise. It needs CAP_NET_RAW. At the end it tells how many packets came, and how many the kernel " +
            "dropped since they came too fast; --buffer gives it more room. Over ssh, leave out your own connection: " +
            "'not port 22'.",
        ],
        Arguments =
        [
            new("INTERFACE", "The interface, or any; none with --read") { IsOptional = true },
            new("FILTER", "Which packets") { IsOptional = true, Repeats = true },
        ],
        Options = CaptureOptions.All,
        Examples =
        [
            new("soquete capture eth0 tcp port 80", "Web traffic, a line a packet"),
            new("soquete capture any --process not port 22", "Which processes talk, on all interfaces"),
            new("soquete capture eth0 --write web.pcapng --duration 1m", "Record for Wireshark"),
            new("soquete capture --read web.pcapng --verbose 'tcp[tcpflags] & tcp-syn != 0'",
                "The fields of packets that open connections, from a file"),
            new("soquete capture lo --json --count 10 udp", "Ten datagrams, as JSON"),
        ],
        Statuses =
        [
            ExitStatus.Done, ExitStatus.Failed, ExitStatus.WrongUsage, ExitStatus.NameNotFound,
            ExitStatus.NotPermitted, ExitStatus.Interrupted,
        ],
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        if (invocation.Typed.Positionals.Count == 0 && !invocation.Typed.Has(CaptureOptions.Read))
        {
            StandardStream.Output.Write(InterfaceList.Of(invocation.Settings.Json, invocation.Settings.Colour));
            return ExitStatus.Done;
        }

        var request = CaptureRequest.From(invocation);
        invocation.Interruption.Grace = Grace;
        await (request.Read is null
            ? LiveCapture.RunAsync(invocation, request)
            : FileCapture.RunAsync(invocation, request));
        return ExitStatus.Done;
    }
}
