using Soquete.Impairments;

namespace Soquete.Relaying;

/// <summary>What went in one direction of a relay.</summary>
public sealed record RelayFlow
{
    /// <summary>Messages that the kernel took to send; 0 between streams, which have none.</summary>
    public long Messages { get; init; }

    /// <summary>The bytes that were sent.</summary>
    public long Bytes { get; init; }

    /// <summary>
    /// Messages that went nowhere: there was no room for them, they were too long, or their receiver was gone. What an
    /// impairment loses is not among them.
    /// </summary>
    public long Dropped { get; init; }

    /// <summary>Errors that the network told of datagrams that were sent (ICMP), such as of a closed port.</summary>
    public long Undeliverable { get; init; }

    /// <summary>What was done wrong on purpose; null where the address asks for nothing.</summary>
    public ImpairmentCounts? Impairment { get; init; }

    /// <summary>
    /// The seed of what was done wrong, with which the same is done again; null where no chance is involved.
    /// </summary>
    public int? Seed { get; init; }
}
