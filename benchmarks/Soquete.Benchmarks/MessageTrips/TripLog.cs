using System.Diagnostics;
using System.Text;
using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.MessageTrips;

/// <summary>The asking end's account: which trips are measured, and how long each took.</summary>
internal sealed class TripLog(TripSettings settings)
{
    private readonly long[] _ticks = new long[settings.Count];
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _asked;
    private int _done;
    private EndClock? _clock;
    private EndReport? _report;

    public bool IsDone => _report is not null;

    /// <summary>Marks a message as the next and starts its time.</summary>
    public void Ask(Span<byte> message)
    {
        if (_clock is null && Stopwatch.GetElapsedTime(_began) >= EndClock.WarmUp)
        {
            _clock = new EndClock();
        }

        message[0] = _clock is null ? TripMark.WarmUp : TripMark.Measured;
        _asked = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends the time of the message whose answer, of so many bytes, came.</summary>
    public void Answered(int bytes)
    {
        if (bytes != settings.Bytes)
        {
            throw new MeasurementException($"{bytes} bytes came back");
        }

        if (_clock is not null)
        {
            _ticks[_done++] = Stopwatch.GetTimestamp() - _asked;
            _report = _done < settings.Count ? null : _clock.Report(_done);
        }
    }

    /// <summary>The report, and the nanoseconds of each trip, a line each.</summary>
    public void Report()
    {
        var text = new StringBuilder().Append(_report).Append('\n');
        foreach (var ticks in _ticks)
        {
            text.Append($"{Stopwatch.GetElapsedTime(0, ticks).TotalNanoseconds:0}\n");
        }

        Console.Write(text);
    }
}

/// <summary>The answering end's account.</summary>
internal sealed class TripTally(TripSettings settings)
{
    private EndClock? _clock;
    private long _count;

    /// <summary>Whether a message is to be sent back; the one of another length is the last.</summary>
    public bool Answers(ReadOnlySpan<byte> message)
    {
        if (message.Length != settings.Bytes)
        {
            return false;
        }

        if (message[0] == TripMark.Measured)
        {
            _clock ??= new EndClock();
            _count++;
        }

        return true;
    }

    public void Report() => Console.WriteLine(_clock?.Report(_count));
}

/// <summary>What a message begins with.</summary>
internal static class TripMark
{
    public const byte WarmUp = (byte)'w';
    public const byte Measured = (byte)'m';

    /// <summary>The length of the message that has no answer and ends the answering.</summary>
    public const int LastBytes = 1;
}
