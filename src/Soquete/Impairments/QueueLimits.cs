namespace Soquete.Impairments;

/// <summary>How much may be under way on a link at once.</summary>
/// <param name="Items">Datagrams or pieces of a stream.</param>
/// <param name="Bytes">Their bytes.</param>
internal readonly record struct QueueLimits(int Items, long Bytes)
{
    /// <summary>For datagrams: 1,000 as netem's own queue has (tc-netem(8), limit), and 4 MiB.</summary>
    public static readonly QueueLimits Datagrams = new(1_000, 4 * 1024 * 1024);
}
