namespace Soquete.Benchmarking;

/// <summary>What became of the datagrams of one direction.</summary>
public sealed record DatagramFlow
{
    /// <summary>How many were sent while it was measured.</summary>
    public long Sent { get; init; }

    /// <summary>How many of them arrived, each counted once.</summary>
    public long Received { get; init; }

    /// <summary>How many of them did not arrive.</summary>
    public long Lost => Math.Max(0, Sent - Received);

    /// <summary>How many arrived after one that was sent later.</summary>
    public long Reordered { get; init; }

    /// <summary>
    /// How often one arrived again, or so late that it is not known whether it had: 65,536 datagrams are remembered.
    /// </summary>
    public long Duplicated { get; init; }

    /// <summary>How much the transit time varies (RFC 3550 §6.4.1); of several connections the mean.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>The part that was lost: 0 to 1.</summary>
    public double LostRatio => Sent > 0 ? (double)Lost / Sent : 0;
}
