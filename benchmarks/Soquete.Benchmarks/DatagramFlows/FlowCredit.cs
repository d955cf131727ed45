using System.Diagnostics;
using Soquete.Benchmarks.Peers;
using Soquete.Datagrams;

namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>The sender's side of a flow: which number comes next, and how far it may be ahead.</summary>
internal sealed class FlowCredit(FlowSettings settings)
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private ulong _sent;
    private ulong _taken;
    private ulong _next = FlowNumber.WarmUp;
    private EndClock? _clock;
    private EndReport? _report;

    /// <summary>Looks at the clock: whether another batch is to be sent.</summary>
    public bool Goes()
    {
        if (_clock is not null)
        {
            _report = _clock.Elapsed < settings.Duration ? null : _clock.Report((long)_next - 1);
        }
        else if (Stopwatch.GetElapsedTime(_began) >= EndClock.WarmUp)
        {
            _clock = new EndClock();
            _next = 1;
        }

        return _report is null;
    }

    /// <summary>Whether so many may go now; where not, what the receiver tells has to be awaited.</summary>
    public bool HasRoom(int datagrams) => _sent - _taken + (ulong)datagrams <= (ulong)settings.Window;

    /// <summary>What the receiver told.</summary>
    public void Told(ReadOnlySpan<byte> message) => _taken = FlowNumber.Read(message);

    /// <summary>Numbers one more, which is then sent.</summary>
    public void Number(Span<byte> datagram)
    {
        FlowNumber.Write(datagram, _next == FlowNumber.WarmUp ? FlowNumber.WarmUp : _next++);
        _sent++;
    }

    /// <summary>Fills a batch with so many, which are then sent.</summary>
    public void Number(DatagramBatch batch, int count, in DatagramPeer to)
    {
        batch.Clear();
        while (count > 0)
        {
            var added = batch.Reserve(settings.Bytes, count, to, out var room);
            for (count -= added; room.Length > 0; room = room[settings.Bytes..])
            {
                Number(room);
            }

            if (added == 0)
            {
                throw new MeasurementException("a batch has less room than is sent at once");
            }
        }
    }

    /// <summary>The last one, for which there is room once three quarters of the window are free.</summary>
    public bool HasRoomForLast => HasRoom((settings.Quarter * 3) + 1);

    public static void NumberLast(Span<byte> datagram) => FlowNumber.Write(datagram, FlowNumber.Last);

    public void Report() => Console.WriteLine(_report);
}
