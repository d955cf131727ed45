using System.Threading.Channels;

namespace Soquete.Impairments;

/// <summary>Wakes one waiter, without allocating. A signal that nobody waits for ends the next wait.</summary>
internal sealed class WakeSignal
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => _signals.Writer.TryWrite(true);

    /// <summary>Waits for a signal. The waiter goes on elsewhere than in <see cref="Set"/>.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken = default) =>
        _signals.Reader.ReadAsync(cancellationToken);
}
