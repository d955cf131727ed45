namespace Soquete.Probing;

/// <summary>How long answers are waited for, by the round trips that were seen.</summary>
/// <param name="longest">As long as nothing is known, and never longer.</param>
internal sealed class TracePace(TimeSpan longest)
{
    /// <summary>How much longer than the hop's own longest round trip an answer may take.</summary>
    private const int HereFactor = 3;

    /// <summary>The same of a hop behind it: the way there leads through this one.</summary>
    private const int NearFactor = 10;

    /// <summary>A trace goes on past a hop that is slower than this many longest round trips.</summary>
    private const int PassFactor = 4;

    /// <summary>Machines are busy now and then, and routers with other things than errors.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LeastToPass = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MostToPass = TimeSpan.FromMilliseconds(500);

    private TimeSpan? _longestSeen;

    public void Note(TimeSpan roundTrip) =>
        _longestSeen = _longestSeen is { } seen && seen > roundTrip ? seen : roundTrip;

    /// <summary>How long an answer of a hop is waited for.</summary>
    /// <param name="here">The hop's longest round trip.</param>
    /// <param name="near">That of the next hop behind it that answered.</param>
    public TimeSpan WaitFor(TimeSpan? here, TimeSpan? near) => (here, near) switch
    {
        ({ } own, _) => Clamp(own * HereFactor, Least, longest),
        (_, { } behind) => Clamp(behind * NearFactor, Least, longest),
        _ => longest,
    };

    /// <summary>How long a hop's first answer is waited for before the hops behind it are tried.</summary>
    public TimeSpan Pass() => _longestSeen is { } seen
        ? Clamp(seen * PassFactor, LeastToPass, Least < longest ? MostToPass : longest)
        : Clamp(MostToPass, TimeSpan.Zero, longest);

    private static TimeSpan Clamp(TimeSpan time, TimeSpan least, TimeSpan most) =>
        time > most ? most : time < least ? (least < most ? least : most) : time;
}
