using Microsoft.Win32.SafeHandles;

namespace Soquete.Benchmarks.Processes;

/// <summary>The processes of one measurement: started here, watched, ended together, and added up.</summary>
internal sealed class Participants : IDisposable
{
    /// <summary>A measurement that takes longer hangs; its processes are killed, so that its ends see it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan MemoryInterval = TimeSpan.FromMilliseconds(20);

    private readonly bool _countsThisProcess;
    private readonly List<Child> _children = [];
    private readonly Timer _limit;
    private readonly Timer _memory;
    private readonly TimeSpan _cpuBefore;
    private long _peakBytes;
    private bool _ended;

    /// <param name="countsThisProcess">Whether this process does a part of the work, as client, say.</param>
    /// <param name="watchesMemory">
    /// Whether their memory is looked at meanwhile: that takes a moment of a core that one of them may need.
    /// </param>
    public Participants(bool countsThisProcess, bool watchesMemory = false)
    {
        _countsThisProcess = countsThisProcess;
        _cpuBefore = Cpu();
        _limit = new Timer(_ => Kill(), null, Limit, Timeout.InfiniteTimeSpan);
        _memory = new Timer(
            _ => Resident(), null, watchesMemory ? MemoryInterval : Timeout.InfiniteTimeSpan, MemoryInterval);
    }

    /// <summary>The most that they held at once, as often as it was looked at; null for nothing seen.</summary>
    public long? PeakBytes => Volatile.Read(ref _peakBytes) is > 0 and var peak ? peak : null;

    public bool TookTooLong { get; private set; }

    public Child Start(IReadOnlyList<string> command, SafeFileHandle? input = null, SafeFileHandle? output = null) =>
        Add(Child.Start(command, input ?? Nothing.Input, output ?? Nothing.Output, Nothing.Errors));

    public Child StartOn(PseudoTerminal terminal, IReadOnlyList<string> command) => Add(Child.Start(command, terminal));

    /// <summary>Starts a program that says on standard output when it listens, and returns once it has.</summary>
    public Child StartTalkativeListener(IReadOnlyList<string> command)
    {
        var output = Pipe.Open();
        var child = Start(command, output: output.Writer);
        output.Writer.Dispose();
        ListeningLine.Await(output, command);
        return child;
    }

    /// <summary>Starts a program that says on standard error when it listens, and returns once it has.</summary>
    public Child StartListener(
        IReadOnlyList<string> command, SafeFileHandle? output = null, SafeFileHandle? input = null)
    {
        var errors = Pipe.Open();
        var child = Add(Child.Start(command, input ?? Nothing.Input, output ?? Nothing.Output, errors.Writer));
        errors.Writer.Dispose();
        ListeningLine.Await(errors, command);
        return child;
    }

    /// <summary>What they hold in memory now, all together.</summary>
    public long Resident()
    {
        var memory = Snapshot().Select(child => ResidentMemory.OfFamily(child.Id))
            .Aggregate(default(ResidentMemory), (sum, one) => sum + one);
        _peakBytes = Math.Max(_peakBytes, memory.PeakBytes);
        return memory.Bytes;
    }

    /// <summary>Waits for each to end by itself, with status 0.</summary>
    public void RequireSuccess()
    {
        foreach (var child in Snapshot())
        {
            var status = child.Wait();
            if (status != 0)
            {
                throw new MeasurementException(
                    TookTooLong ? $"did not end within {Limit}" : $"ended with status {status}");
            }
        }
    }

    /// <summary>Ends what still runs and says how much CPU time all of it took.</summary>
    public TimeSpan End()
    {
        if (!_ended)
        {
            _ended = true;
            Resident();
            _limit.Dispose();
            _memory.Dispose();
            Snapshot().ForEach(child => child.End());
        }

        return Cpu() - _cpuBefore;
    }

    public void Dispose() => End();

    private TimeSpan Cpu() =>
        CpuTime.OfEndedChildren() + (_countsThisProcess ? CpuTime.OfThisProcess() : TimeSpan.Zero);

    private Child Add(Child child)
    {
        lock (_children)
        {
            _children.Add(child);
        }

        return child;
    }

    private List<Child> Snapshot()
    {
        lock (_children)
        {
            return [.. _children];
        }
    }

    private void Kill()
    {
        TookTooLong = true;
        Snapshot().ForEach(child => child.Signal(LibC.SignalKill));
    }
}
