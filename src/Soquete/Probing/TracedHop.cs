namespace Soquete.Probing;

/// <summary>One hop of a path: what came of the probes whose TTL ended there.</summary>
/// <param name="TimeToLive">The probes' TTL or hop limit: the hop's number.</param>
public sealed record TracedHop(int TimeToLive)
{
    /// <summary>
    /// What came of each probe, in order; null where nothing did. Answers can come from several addresses.
    /// </summary>
    public ValueList<HopAnswer?> Answers { get; init; }

    /// <summary>
    /// The MTU that the path has from here on, in bytes, as this hop said; null where it said nothing.
    /// </summary>
    public int? Mtu { get; init; }

    /// <summary>Whether the destination answered here.</summary>
    public bool IsReached => Has(HopVerdict.Reached);

    /// <summary>Whether somebody says here that probes go no further.</summary>
    public bool IsUnreachable => Has(HopVerdict.Unreachable);

    /// <summary>Whether nothing was heard.</summary>
    public bool IsSilent => Answers.All(answer => answer is null);

    private bool Has(HopVerdict verdict) => Answers.Any(answer => answer?.Verdict == verdict);
}
