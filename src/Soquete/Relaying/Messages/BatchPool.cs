using Soquete.Datagrams;
using Soquete.Framing;

namespace Soquete.Relaying.Messages;

/// <summary>Batches that idle sessions do not hold: one is rented only while there is something to receive.</summary>
internal sealed class BatchPool
{
    /// <summary>
    /// The room for a datagram of the unix domain, which may have as much as its sender's buffer: as much as a frame.
    /// </summary>
    public const int UnixSlotBytes = FrameReader.MaxMessage;

    public const int UnixSlots = 8;

    /// <summary>How many idle batches are kept.</summary>
    private static readonly int MostKept = 2 * Environment.ProcessorCount;

    private readonly Lock _lock = new();
    private readonly Stack<DatagramBatch> _kept = new();
    private readonly Func<DatagramBatch> _make;

    private BatchPool(Func<DatagramBatch> make) => _make = make;

    public static BatchPool OfInternet { get; } = new(static () => new DatagramBatch());

    public static BatchPool OfUnix { get; } = new(static () => new DatagramBatch(UnixSlots, UnixSlotBytes));

    public static BatchPool For(DatagramSocket socket) => socket.IsUnix ? OfUnix : OfInternet;

    public DatagramBatch Rent()
    {
        lock (_lock)
        {
            if (_kept.TryPop(out var batch))
            {
                return batch;
            }
        }

        return _make();
    }

    public void Return(DatagramBatch batch)
    {
        batch.Clear();
        lock (_lock)
        {
            if (_kept.Count < MostKept)
            {
                _kept.Push(batch);
                return;
            }
        }

        batch.Dispose();
    }
}
