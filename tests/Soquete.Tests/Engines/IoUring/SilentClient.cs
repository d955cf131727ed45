using Soquete.Engines.IoUring;
using Soquete.Interop;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>A client that wants nothing, of no ring unless one is given; it counts who comes to it.</summary>
internal sealed class SilentClient(RingLoop? loop = null) : RingClient(loop!)
{
    private int _attended;
    private int _told;

    public int Attended => Volatile.Read(ref _attended);

    /// <summary>How often it was told that its ring has ended.</summary>
    public int Told => Volatile.Read(ref _told);

    /// <summary>Run with each attention, on the thread that attends.</summary>
    public Action? OnAttended { get; init; }

    public void Ask() => RequestAttention();

    public override void Attend()
    {
        Interlocked.Increment(ref _attended);
        OnAttended?.Invoke();
    }

    public override void OnCompletion(int kind, in RingCompletion completion)
    {
    }

    public override void OnLoopEnded() => Interlocked.Increment(ref _told);
}
