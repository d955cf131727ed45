using Soquete.Addresses;
using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Measuring;

/// <summary>The connections of a throughput measurement, at the client.</summary>
internal interface IFlows : IAsyncDisposable
{
    /// <summary>One for each connection.</summary>
    IReadOnlyList<FlowMeter> Meters { get; }

    /// <summary>What became of the datagrams that this end received; null but for datagrams.</summary>
    DatagramCounts? Received { get; }

    /// <summary>How many datagrams this end sent since the mark.</summary>
    long DatagramsSent { get; }

    /// <summary>The work of each connection.</summary>
    IEnumerable<Func<Task>> Work { get; }

    /// <summary>
    /// Whether what this end receives ends by itself, once the other end has sent everything.
    /// </summary>
    bool EndsByItself { get; }

    Association? AssociationOf(int connection);

    /// <summary>Asks the kernel about each connection.</summary>
    void ReadTcp();

    /// <summary>Closes the connections at once; what is under way ends.</summary>
    void Abort();
}
