namespace Soquete.Addresses;

/// <summary>What a link does wrong on purpose, in one direction. By default nothing.</summary>
/// <remarks>
/// The words are those of tc-netem(8), and mean nearly the same. The differences: a datagram that is lost is not
/// duplicated as well; <see cref="Reorder"/> holds datagrams back, where netem sends some without their delay, so that
/// it works on a link without delay; jitter is uniform and nothing is correlated; and <see cref="Rate"/> is the line
/// behind all else, so that what comes out is spaced by it whatever the rest did.
/// </remarks>
public sealed record Impairment
{
    /// <summary>A link that does nothing wrong.</summary>
    public static Impairment None { get; } = new();

    /// <summary><c>loss=</c>: the probability that a datagram is lost, 0 to 1. Streams lose nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 0 or more than 1.</exception>
    public double Loss { get; init => field = Probability(value); }

    /// <summary>
    /// <c>duplicate=</c>: the probability that a datagram that is not lost is delivered twice, 0 to 1. The copy comes
    /// right after the first.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 0 or more than 1.</exception>
    public double Duplicate { get; init => field = Probability(value); }

    /// <summary>
    /// <c>reorder=</c>: the probability that a datagram that is not lost is held back, 0 to 1: until one to three
    /// later ones have passed it, or for 50 ms where fewer follow.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 0 or more than 1.</exception>
    public double Reorder { get; init => field = Probability(value); }

    /// <summary><c>delay=</c>: how much later everything is delivered, 0 to 365 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or too long.</exception>
    public TimeSpan Delay { get; init => field = Duration(value); }

    /// <summary>
    /// <c>jitter=</c>: how far the delay of each datagram may lie from <see cref="Delay"/>, evenly to both sides but
    /// never below nothing, 0 to 365 days. A datagram may overtake another by it, as in netem. Streams have none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or too long.</exception>
    public TimeSpan Jitter { get; init => field = Duration(value); }

    /// <summary>
    /// <c>rate=</c>: how many bits pass in a second, 1 to <see cref="RateText.Highest"/>; null for as many as come.
    /// Payload alone counts, no headers.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1 or too high.</exception>
    public long? Rate
    {
        get;
        init => field = value is null or (>= 1 and <= RateText.Highest)
            ? value
            : throw OutOfRange(value, "1 to 10¹² bits");
    }

    /// <summary>
    /// <c>seed=</c>: what chance begins with. The same seed makes the same decisions about the first datagram, the
    /// second and so on, on every machine and with every version; null for a different one each time.
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>Whether it leaves everything as it is. A seed alone does.</summary>
    public bool IsNone => this with { Seed = null } == None;

    private static double Probability(double value) =>
        value is >= 0 and <= 1 ? value : throw OutOfRange(value, "0 to 1");

    private static TimeSpan Duration(TimeSpan value) => value >= TimeSpan.Zero && value <= DurationText.Longest
        ? value
        : throw OutOfRange(value, "nothing to 365 days");

    private static ArgumentOutOfRangeException OutOfRange(object value, string range) =>
        new(nameof(value), value, $"The value is not within {range}.");
}
