using Soquete.Addresses;
using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Measuring;

/// <summary>Streams or sequenced packets.</summary>
internal sealed class StreamFlows : IFlows
{
    private readonly DataLink[] _links;
    private readonly StreamFlow[] _flows;
    private readonly FlowMeter[] _meters;

    public StreamFlows(DataLink[] links, FlowControl control, int blockBytes, double rateOfEach, bool sends)
    {
        _links = links;
        _meters = [.. links.Select(_ => new FlowMeter())];
        _flows =
        [
            .. links.Select((link, i) => new StreamFlow(link, _meters[i], control)
            {
                BlockBytes = blockBytes, Rate = rateOfEach, Sends = sends,
            }),
        ];
    }

    public IReadOnlyList<FlowMeter> Meters => _meters;

    public DatagramCounts? Received => null;

    public long DatagramsSent => 0;

    public IEnumerable<Func<Task>> Work => _flows.Select(flow => (Func<Task>)flow.RunAsync);

    public bool EndsByItself => true;

    public Association? AssociationOf(int connection) => _links[connection].Association;

    public void ReadTcp()
    {
        for (var i = 0; i < _links.Length; i++)
        {
            _meters[i].Tcp = _links[i].ReadTcp() ?? _meters[i].Tcp;
        }
    }

    public void Abort() => Array.ForEach(_links, link => link.Abort());

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links)
        {
            await link.DisposeAsync().ConfigureAwait(false);
        }
    }
}
