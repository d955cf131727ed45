using System.Net;
using Soquete.Addresses;

namespace Soquete.Probing;

/// <summary>How a host is asked. Immutable; what is not set is as stated.</summary>
public sealed record PingOptions
{
    /// <summary>How many bytes an echo request carries unless told otherwise, as everybody's ping does.</summary>
    public const int DefaultSize = 56;

    /// <summary>
    /// The most bytes that an echo request over IPv4 can carry: 65,535 less 20 and 8 (RFC 791, RFC 792).
    /// </summary>
    public const int LargestSize = 65507;

    /// <summary>
    /// How long a flood waits at most before its next request, where no answer comes that would end the wait.
    /// </summary>
    public static readonly TimeSpan FloodInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>How many requests are sent, 1 or more; null for no end but the deadline or a cancellation.</summary>
    public int? Count { get; init; }

    /// <summary>
    /// The time between requests; a second. From 2 ms down it is for this machine alone, as a flood is.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long an answer may take; two seconds. One that comes later is told as late, and is no loss.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>When all of it ends, counted from its start, whatever is unanswered then; null for never.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>
    /// How many bytes a request carries, 0 to <see cref="LargestSize"/>; 56. A TCP check sends none.
    /// </summary>
    public int Size { get; init; } = DefaultSize;

    /// <summary>How many routers a request may pass, 1 to 255; 64, as the system has it.</summary>
    public int? Ttl { get; init; }

    /// <summary>The differentiated services codepoint, 0 to 63 (RFC 2474); 0.</summary>
    public int? Dscp { get; init; }

    /// <summary>
    /// Whether nothing may fragment a request on the way. One that is too long fails, and says the path's MTU.
    /// </summary>
    public bool DontFragment { get; init; }

    /// <summary>
    /// Whether the next request follows each answer, or <see cref="FloodInterval"/> where none comes. For addresses of
    /// this machine and neighbours on its virtual links alone.
    /// </summary>
    public bool Flood { get; init; }

    /// <summary>The local address that is asked from; null for the one that routing chooses.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>
    /// The interface that is asked through (SO_BINDTODEVICE); null for the one that routing chooses.
    /// </summary>
    public string? Interface { get; init; }

    /// <summary>Which versions of IP a name's addresses are taken of.</summary>
    public InternetFamily Family { get; init; }

    /// <summary>
    /// Whether the socket is one that needs no authority (icmp(7)); null where the system allows that, and a raw socket
    /// where not.
    /// </summary>
    public bool? Unprivileged { get; init; }

    /// <summary>From this interval down, a host is loaded rather than asked.</summary>
    internal static TimeSpan LoadingInterval { get; } = TimeSpan.FromMilliseconds(2);

    internal bool LoadsTheHost => Flood || Interval < LoadingInterval;

    internal void Check()
    {
        if (Count is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(Count));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Interval, TimeSpan.Zero, nameof(Interval));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero, nameof(Timeout));
        ArgumentOutOfRangeException.ThrowIfNegative(Size, nameof(Size));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Size, LargestSize, nameof(Size));
        ArgumentOutOfRangeException.ThrowIfLessThan(Ttl ?? 1, 1, nameof(Ttl));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Ttl ?? 1, byte.MaxValue, nameof(Ttl));
        ArgumentOutOfRangeException.ThrowIfNegative(Dscp ?? 0, nameof(Dscp));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Dscp ?? 0, 63, nameof(Dscp));
    }
}
