using System.Threading.Channels;

namespace Soquete.Relaying.Recording;

/// <summary>
/// Packets that wait for the file, in order. Whoever adds one does not wait; whoever reads on from an end waits before
/// that until there is room, so that a slow disk slows the relay and nothing is lost.
/// </summary>
internal sealed class RecordingQueue
{
    /// <summary>
    /// With so many bytes waiting there is no room. What each direction has just received may come on top of it.
    /// </summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>A small packet takes more memory than its bytes.</summary>
    private const int CostOfPacket = 128;

    private readonly Channel<RecordedPacket> _packets = Channel.CreateUnbounded<RecordedPacket>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly Lock _lock = new();
    private TaskCompletionSource? _room;
    private long _bytes;
    private bool _isOpen = true;

    public bool HasRoom => Volatile.Read(ref _bytes) < MostBytes || !Volatile.Read(ref _isOpen);

    /// <summary>Takes a packet over; after the end it is thrown away.</summary>
    public void Add(in RecordedPacket packet)
    {
        Interlocked.Add(ref _bytes, CostOf(packet));
        if (!_packets.Writer.TryWrite(packet))
        {
            packet.Release();
        }
    }

    /// <summary>Waits until there is room, or nothing is written any more.</summary>
    public Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (HasRoom)
            {
                return Task.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits for packets; false at the end.</summary>
    public ValueTask<bool> WaitAsync() => _packets.Reader.WaitToReadAsync();

    /// <summary>Takes the next one, which its taker gives back.</summary>
    public bool TryTake(out RecordedPacket packet) => _packets.Reader.TryRead(out packet);

    /// <summary>Releases one that was taken, and lets others come.</summary>
    public void GiveBack(in RecordedPacket packet)
    {
        packet.Release();
        if (Interlocked.Add(ref _bytes, -CostOf(packet)) < MostBytes)
        {
            TellRoom();
        }
    }

    /// <summary>Takes no more packets, and lets nobody wait.</summary>
    public void End()
    {
        Volatile.Write(ref _isOpen, false);
        _packets.Writer.TryComplete();
        TellRoom();
    }

    private static int CostOf(in RecordedPacket packet) => packet.Length + CostOfPacket;

    private void TellRoom()
    {
        if (Volatile.Read(ref _room) is null)
        {
            return;
        }

        TaskCompletionSource? room;
        lock (_lock)
        {
            (room, _room) = (_room, null);
        }

        room?.TrySetResult();
    }
}
