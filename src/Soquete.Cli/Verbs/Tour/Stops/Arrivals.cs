namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>Numbers from 1 on, in the order in which they arrived.</summary>
internal sealed record Arrivals(IReadOnlyList<int> Numbers)
{
    /// <summary>Those that came more than once.</summary>
    public IEnumerable<int> Twice =>
        Numbers.GroupBy(number => number).Where(copies => copies.Count() > 1).Select(copies => copies.Key);

    /// <summary>Those that came, for the first time, after a later one.</summary>
    public IEnumerable<int> Late =>
        Numbers.Distinct().Where(number => Numbers.TakeWhile(other => other != number).Any(other => other > number));

    /// <summary>Those that never came, of so many that were sent.</summary>
    public IEnumerable<int> LostOf(int sent) => Enumerable.Range(1, sent).Except(Numbers);

    public Tally ToTally(int sent) => new(Numbers.Count, LostOf(sent).Count(), Twice.Count(), Late.Count());
}

/// <summary>How many of each, as text: equal texts are equal counts.</summary>
internal readonly record struct Tally(long Delivered, long Lost, long Doubled, long Late)
{
    public override string ToString() => $"{Delivered} delivered, {Lost} lost, {Doubled} doubled, {Late} late";
}
