namespace Soquete.Impairments;

/// <summary>What an impaired link did with the datagrams that it was given.</summary>
/// <remarks>
/// When nothing is on the way any more, and the link was not thrown away, Received is Delivered - Duplicated + Lost +
/// Overflowed.
/// </remarks>
/// <param name="Received">Datagrams that were given to the link.</param>
/// <param name="Delivered">Datagrams that came out of it, copies among them.</param>
/// <param name="Lost">Datagrams that were lost on purpose.</param>
/// <param name="Duplicated">Datagrams of which a copy was made.</param>
/// <param name="Reordered">Datagrams that came out after a later one; copies do not count.</param>
/// <param name="Overflowed">Datagrams that were dropped because too many were on the way.</param>
public readonly record struct ImpairmentCounts(
    long Received, long Delivered, long Lost, long Duplicated, long Reordered, long Overflowed)
{
    /// <summary>The counts of two links together, such as both directions of one.</summary>
    public static ImpairmentCounts operator +(ImpairmentCounts left, ImpairmentCounts right) => left.Add(right);

    /// <summary>The counts of two links together, such as both directions of one.</summary>
    public ImpairmentCounts Add(ImpairmentCounts other) => new(
        Received + other.Received, Delivered + other.Delivered, Lost + other.Lost, Duplicated + other.Duplicated,
        Reordered + other.Reordered, Overflowed + other.Overflowed);

    /// <summary>
    /// One line: <c>1000 received, 990 delivered, 20 lost, 10 duplicated, 3 reordered, 0 overflowed</c>.
    /// </summary>
    public override string ToString() =>
        $"{Received} received, {Delivered} delivered, {Lost} lost, {Duplicated} duplicated, {Reordered} reordered, " +
        $"{Overflowed} overflowed";
}
