using Soquete.Addresses;
using Soquete.Streams;

namespace Soquete.Relaying;

/// <summary>One direction of a junction: it can be stopped, and it ends once.</summary>
/// <param name="from">What is received from.</param>
/// <param name="to">What is sent to.</param>
/// <param name="impairment">How late and how fast that is.</param>
internal sealed class JunctionWay(StreamConnection from, StreamConnection to, Impairment impairment) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StreamConnection From => from;

    public StreamConnection To => to;

    public Impairment Impairment => impairment;

    /// <summary>Cancelled when it is to stop.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Complete once it has ended.</summary>
    public Task Ended => _ended.Task;

    public void Stop() => _stop.Cancel();

    public Task StopAsync() => _stop.CancelAsync();

    public void End() => _ended.SetResult();

    public void Dispose() => _stop.Dispose();
}
