using System.Diagnostics.Metrics;

namespace Soquete.Kestrel.Diagnostics;

/// <summary>The numbers that the transport keeps, under the meter <see cref="MeterName"/>.</summary>
internal sealed class TransportMetrics
{
    public const string MeterName = "Soquete.Kestrel";

    private const string Protocol = "network.transport";
    private const string Error = "error.type";

    private readonly UpDownCounter<long> _open;
    private readonly Counter<long> _aborted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _paused;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;

    public TransportMetrics(IMeterFactory meters)
    {
        // The factory owns the meter.
        var meter = meters.Create(MeterName);
        _open = meter.CreateUpDownCounter<long>(
            "soquete.connections.open", "{connection}", "Connections that are open.");
        _aborted = meter.CreateCounter<long>(
            "soquete.connections.aborted", "{connection}", "Connections that were reset, by either side.");
        _refused = meter.CreateCounter<long>(
            "soquete.connections.refused", "{connection}", "Peers that the address does not allow.");
        _paused = meter.CreateCounter<long>(
            "soquete.accept.pauses", "{pause}", "Times that accepting paused for want of descriptors or memory.");
        _received = meter.CreateCounter<long>(
            "soquete.received", "By", "Bytes received, counted when their connection closes.");
        _sent = meter.CreateCounter<long>(
            "soquete.sent", "By", "Bytes sent, counted when their connection closes.");
    }

    public void Opened(string protocol) => _open.Add(1, Tag(Protocol, protocol));

    public void Aborted(string protocol) => _aborted.Add(1, Tag(Protocol, protocol));

    public void Refused(string protocol) => _refused.Add(1, Tag(Protocol, protocol));

    public void Paused(string errorName) => _paused.Add(1, Tag(Error, errorName));

    public void Closed(string protocol, long received, long sent)
    {
        // Who sees that none is open sees what they brought.
        _received.Add(received, Tag(Protocol, protocol));
        _sent.Add(sent, Tag(Protocol, protocol));
        _open.Add(-1, Tag(Protocol, protocol));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
