using System.Buffers;

namespace Soquete.Benchmarking.Measuring;

/// <summary>The throughput of one connection, at either end: both ends do the same, each its directions.</summary>
internal sealed class StreamFlow(DataLink link, FlowMeter meter, FlowControl control)
{
    private const int ReceiveBytes = 128 * 1024;

    /// <summary>What is handed over at once.</summary>
    public required int BlockBytes { get; init; }

    /// <summary>Bits a second that this flow sends; 0 for as many as pass.</summary>
    public double Rate { get; init; }

    /// <summary>Whether this end sends.</summary>
    public required bool Sends { get; init; }

    /// <summary>Completes when sending may begin.</summary>
    public Task Start { get; init; } = Task.CompletedTask;

    /// <summary>Runs both directions to their ends. What is received counts, wanted or not.</summary>
    public async Task RunAsync()
    {
        var receiving = ReceiveToEndAsync();
        if (Sends)
        {
            await Task.WhenAny(receiving, Start).ConfigureAwait(false);
            await SendToEndAsync().ConfigureAwait(false);
            await link.CompleteOutputAsync().ConfigureAwait(false);
            await receiving.ConfigureAwait(false);
        }
        else
        {
            await receiving.ConfigureAwait(false);
            await link.CompleteOutputAsync().ConfigureAwait(false);
        }

        meter.Tcp = link.ReadTcp() ?? meter.Tcp;
    }

    private async Task SendToEndAsync()
    {
        var pace = new Pace(Rate);
        var block = Payload.Of(BlockBytes);
        var turn = default(Turn);
        try
        {
            while (!control.Stop.IsCancellationRequested && control.Budget.Take(block.Length) is var count && count > 0)
            {
                await pace.WaitAsync(count, control.Stop).ConfigureAwait(false);
                await link.SendAsync(block[..count], control.Stop).ConfigureAwait(false);
                meter.AddSent(count);
                if (turn.IsOver())
                {
                    await Task.Yield();
                }
            }
        }
        catch (OperationCanceledException) when (control.Stop.IsCancellationRequested)
        {
            // The time is over. Of the last block a part was sent, which the receiver counts.
        }
    }

    private async Task ReceiveToEndAsync()
    {
        // The packet that the peer sends has to fit; of a stream, as much as usually comes.
        var buffer = ArrayPool<byte>.Shared.Rent(link.KeepsBoundaries ? MessageBuffer.Bytes : ReceiveBytes);
        var turn = default(Turn);
        try
        {
            while (await link.ReceiveAsync(buffer, control.Abandon).ConfigureAwait(false) is var count && count > 0)
            {
                meter.AddReceived(count);
                if (turn.IsOver())
                {
                    await Task.Yield();
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
