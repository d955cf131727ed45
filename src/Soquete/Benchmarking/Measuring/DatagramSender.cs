using System.Runtime.CompilerServices;
using Soquete.Benchmarking.Protocol;
using Soquete.Datagrams;

namespace Soquete.Benchmarking.Measuring;

/// <summary>
/// Sends the datagrams of one connection, at either end: as many at once as its rate has in a millisecond.
/// </summary>
internal sealed class DatagramSender(DatagramSocket socket, FlowMeter meter, FlowControl control)
{
    /// <summary>How many are handed over at once.</summary>
    private const int MostAtOnce = 32;

    private byte[] _single = [];
    private ulong _number;
    private long _measured;

    public required ulong Token { get; init; }

    public required int Connection { get; init; }

    public required int DatagramBytes { get; init; }

    /// <summary>Bits a second; 0 for as many as pass.</summary>
    public double Rate { get; init; }

    /// <summary>Whom it sends to; null for the peer of a connected socket.</summary>
    public DatagramPeer? To { get; init; }

    /// <summary>
    /// What is answered, where a socket for every address has to send from the one that was asked; null for nothing.
    /// </summary>
    public ReceivedDatagram? Answers { get; init; }

    /// <summary>How many were sent since the mark.</summary>
    public long Measured => Volatile.Read(ref _measured);

    /// <summary>Sends until the time is over, or as much as there is to send.</summary>
    /// <exception cref="SoqueteException">The socket failed.</exception>
    public async Task RunAsync()
    {
        var pace = new Pace(Rate);
        var most = Math.Max(1, pace.Most(MostAtOnce * DatagramBytes) / DatagramBytes);
        var turn = default(Turn);
        using var batch = new DatagramBatch(MostAtOnce, DatagramBatch.DefaultSlotBytes);
        try
        {
            while (!control.Stop.IsCancellationRequested && Take(most) is var count && count > 0)
            {
                await pace.WaitAsync(count * DatagramBytes, control.Stop).ConfigureAwait(false);
                var isMeasured = control.IsMeasuring;
                await SendAsync(batch, count, isMeasured).ConfigureAwait(false);
                meter.AddSent(count * DatagramBytes);
                Volatile.Write(ref _measured, _measured + (isMeasured ? count : 0));
                if (turn.IsOver())
                {
                    await Task.Yield();
                }
            }
        }
        catch (OperationCanceledException) when (control.Stop.IsCancellationRequested)
        {
            // The time is over; of the last batch it is not known how many were sent.
        }
    }

    /// <summary>How many datagrams to send next. The last one of a limit is a whole one too.</summary>
    private int Take(int most) =>
        (control.Budget.Take(most * DatagramBytes) + DatagramBytes - 1) / DatagramBytes;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(DatagramBatch batch, int count, bool isMeasured)
    {
        if (Answers is { } answered)
        {
            Array.Resize(ref _single, DatagramBytes);
            for (var i = 0; i < count; i++)
            {
                WriteHeader(_single.AsSpan(), isMeasured);
                await socket.ReplyAsync(_single, answered, control.Stop).ConfigureAwait(false);
            }

            return;
        }

        Fill(batch, count, isMeasured);
        await socket.SendAsync(batch, control.Stop).ConfigureAwait(false);
    }

    private void Fill(DatagramBatch batch, int count, bool isMeasured)
    {
        batch.Clear();
        while (batch.Count < count
            && batch.Reserve(DatagramBytes, count - batch.Count, To.GetValueOrDefault(), out var room) > 0)
        {
            for (; !room.IsEmpty; room = room[DatagramBytes..])
            {
                WriteHeader(room, isMeasured);
            }
        }
    }

    private void WriteHeader(Span<byte> room, bool isMeasured) =>
        new DatagramHeader(
            DatagramKind.Data, Token, (ushort)Connection, isMeasured ? DatagramHeader.Measured : (ushort)0,
            _number++, Clock.Now).Write(room);
}
