namespace Soquete.Benchmarks.Measuring;

/// <summary>What a contender is to the comparison.</summary>
internal enum Standing
{
    Ours,

    /// <summary>A program or an interface that is used for the same today.</summary>
    Peer,

    /// <summary>The same work by the least means, without the part that is compared.</summary>
    Limit,
}

/// <summary>One way to do what a scenario measures.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Standing">What it is to the comparison.</param>
/// <param name="MeasureAsync">Does so many operations once.</param>
internal sealed record Contender(string Name, Standing Standing, Func<long, Task<Sample>> MeasureAsync);
