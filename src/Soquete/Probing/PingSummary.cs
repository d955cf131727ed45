using System.Net;

namespace Soquete.Probing;

/// <summary>What came of all requests so far.</summary>
public sealed record PingSummary
{
    /// <summary>Who was asked.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>How many requests were sent, or tried to.</summary>
    public long Sent { get; init; }

    /// <summary>How many were answered, late ones among them; a closed port's answer counts.</summary>
    public long Received { get; init; }

    /// <summary>How many answers came once more.</summary>
    public long Duplicates { get; init; }

    /// <summary>How many answers were corrupted; they count as not received.</summary>
    public long Corrupted { get; init; }

    /// <summary>How many of the received were late.</summary>
    public long Late { get; init; }

    /// <summary>How many of the received came after the answer to a later request.</summary>
    public long Reordered { get; init; }

    /// <summary>How many of the received said that the port is closed.</summary>
    public long Closed { get; init; }

    /// <summary>How many errors were told.</summary>
    public long Errors { get; init; }

    /// <summary>How many messages with the right identifier belonged to no request.</summary>
    public long Unmatched { get; init; }

    /// <summary>How long it took, from the first request on.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The round trips of the received; null where there are none.</summary>
    public PingTimes? Times { get; init; }

    /// <summary>How many were not answered.</summary>
    public long Lost => Sent - Received;

    /// <summary>Which share was not answered, 0 to 100; 0 where nothing was sent.</summary>
    public double LossPercent => Sent == 0 ? 0 : Lost * 100.0 / Sent;
}

/// <summary>How round trips are distributed.</summary>
/// <param name="Min">The shortest.</param>
/// <param name="Mean">The arithmetic mean.</param>
/// <param name="Median">The least that half of them do not exceed (nearest rank).</param>
/// <param name="Percentile95">The least that 95 of 100 do not exceed (nearest rank).</param>
/// <param name="Max">The longest.</param>
/// <param name="Deviation">The standard deviation, which ping calls mdev: √(E[x²] − E[x]²).</param>
public sealed record PingTimes(
    TimeSpan Min, TimeSpan Mean, TimeSpan Median, TimeSpan Percentile95, TimeSpan Max, TimeSpan Deviation);
