using System.Net;
using Soquete.Addresses;

namespace Soquete.Probing;

/// <summary>How a path is traced. Immutable; what is not set is as stated.</summary>
public sealed record TraceOptions
{
    /// <summary>The port of UDP probes unless told otherwise, which traceroute has made known for it: 33434.</summary>
    public const int DefaultUdpPort = 33434;

    /// <summary>The port of TCP probes unless told otherwise: 80.</summary>
    public const int DefaultTcpPort = 80;

    /// <summary>The most probes a hop.</summary>
    public const int MostProbes = 10;

    /// <summary>
    /// The shortest packet: the headers of IPv4 and UDP, and 8 bytes by which a probe is known; 20 more over IPv6.
    /// </summary>
    public const int ShortestPacket = 36;

    /// <summary>What the probes are; UDP datagrams.</summary>
    public TraceMethod Method { get; init; }

    /// <summary>
    /// The port that probes go to, 1 to 65535; <see cref="DefaultUdpPort"/> or <see cref="DefaultTcpPort"/>. ICMP has
    /// none.
    /// </summary>
    public int? Port { get; init; }

    /// <summary>The TTL of the first hop, 1 to 255; 1.</summary>
    public int FirstHop { get; init; } = 1;

    /// <summary>The TTL of the last hop that is tried, 1 to 255; 30.</summary>
    public int LastHop { get; init; } = 30;

    /// <summary>How many probes each hop gets, 1 to <see cref="MostProbes"/>; 3.</summary>
    public int ProbesPerHop { get; init; } = 3;

    /// <summary>How many probes may be without an answer at once, 1 or more; 16.</summary>
    public int MostInFlight { get; init; } = 16;

    /// <summary>How many hops in a row may be silent before the trace is given up, 1 or more; 8.</summary>
    public int MostSilentHops { get; init; } = 8;

    /// <summary>
    /// How long an answer is waited for at most; three seconds. Where the same hop or one behind it has answered, the
    /// wait is shorter.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long each packet is with its IP header, in bytes, <see cref="ShortestPacket"/> to 65,535; 60, and 80 over
    /// IPv6. Probes of TCP are SYN segments without payload, and have a length of their own.
    /// </summary>
    public int? PacketSize { get; init; }

    /// <summary>Whether no router may fragment a probe. One that would have to says so, which ends the trace.</summary>
    public bool DontFragment { get; init; }

    /// <summary>
    /// Whether the path's MTU is looked for: probes are as long as the path takes, and not to be fragmented, and become
    /// shorter where a router says so. Not with <see cref="TraceMethod.Tcp"/>.
    /// </summary>
    public bool DiscoversMtu { get; init; }

    /// <summary>The differentiated services codepoint, 0 to 63 (RFC 2474); 0.</summary>
    public int? Dscp { get; init; }

    /// <summary>The local address that is probed from; null for the one that routing chooses.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>
    /// The interface that is probed through (SO_BINDTODEVICE); null for the one that routing chooses.
    /// </summary>
    public string? Interface { get; init; }

    /// <summary>Which versions of IP a name's addresses are taken of.</summary>
    public InternetFamily Family { get; init; }

    /// <summary>Whether the responders' names are looked up, beside the trace; they are.</summary>
    public bool ResolvesNames { get; init; } = true;

    /// <summary>
    /// How long a hop's names may take from its first answer on, where nothing else is waited for; one second. Then it
    /// is told without.
    /// </summary>
    public TimeSpan NameTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What looks up a responder's name, and gives null where it has none; null for the system's resolver. At most
    /// four calls are under way at once.
    /// </summary>
    public Func<IPAddress, CancellationToken, Task<string?>>? NameLookup { get; init; }

    internal int PortOrDefault => Port ?? (Method == TraceMethod.Tcp ? DefaultTcpPort : DefaultUdpPort);

    internal void Check()
    {
        CheckRange(Port ?? 1, 1, ushort.MaxValue, nameof(Port));
        CheckRange(FirstHop, 1, byte.MaxValue, nameof(FirstHop));
        CheckRange(LastHop, FirstHop, byte.MaxValue, nameof(LastHop));
        CheckRange(ProbesPerHop, 1, MostProbes, nameof(ProbesPerHop));
        CheckRange(MostInFlight, 1, int.MaxValue, nameof(MostInFlight));
        CheckRange(MostSilentHops, 1, int.MaxValue, nameof(MostSilentHops));
        CheckRange(PacketSize ?? ShortestPacket, ShortestPacket, ushort.MaxValue, nameof(PacketSize));
        CheckRange(Dscp ?? 0, 0, 63, nameof(Dscp));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero, nameof(Timeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(NameTimeout, TimeSpan.Zero, nameof(NameTimeout));
        if (Method == TraceMethod.Tcp && (DiscoversMtu || PacketSize is not null))
        {
            throw new ArgumentException("A SYN segment has no payload: its length cannot be chosen.", nameof(Method));
        }
    }

    private static void CheckRange(int value, int least, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
    }
}
