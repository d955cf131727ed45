namespace Soquete.Benchmarking.Measuring;

/// <summary>
/// What passed on one connection, at this end. Each direction is counted by one task and read by any.
/// </summary>
internal sealed class FlowMeter
{
    private long _sent;
    private long _received;
    private long _lastSent;
    private long _lastReceived;
    private long _sentAtMark;
    private long _receivedAtMark;

    /// <summary>Since the mark.</summary>
    public long Sent => Volatile.Read(ref _sent) - Volatile.Read(ref _sentAtMark);

    /// <summary>Since the mark.</summary>
    public long Received => Volatile.Read(ref _received) - Volatile.Read(ref _receivedAtMark);

    /// <summary>Since the beginning.</summary>
    public long AllSent => Volatile.Read(ref _sent);

    /// <summary>Since the beginning.</summary>
    public long AllReceived => Volatile.Read(ref _received);

    /// <summary>When something was sent last, of <see cref="Clock.Now"/>; 0 for never.</summary>
    public long LastSent => Volatile.Read(ref _lastSent);

    /// <summary>When something was received last.</summary>
    public long LastReceived => Volatile.Read(ref _lastReceived);

    /// <summary>What the kernel knew of the connection, when that was last asked.</summary>
    public TcpInformation? Tcp { get; set; }

    public void AddSent(long bytes)
    {
        Volatile.Write(ref _sent, _sent + bytes);
        Volatile.Write(ref _lastSent, Clock.Now);
    }

    public void AddReceived(long bytes)
    {
        Volatile.Write(ref _received, _received + bytes);
        Volatile.Write(ref _lastReceived, Clock.Now);
    }

    /// <summary>From now on it counts.</summary>
    public void Mark()
    {
        Volatile.Write(ref _sentAtMark, Volatile.Read(ref _sent));
        Volatile.Write(ref _receivedAtMark, Volatile.Read(ref _received));
    }
}
