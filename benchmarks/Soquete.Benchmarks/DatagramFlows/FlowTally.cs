using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.DatagramFlows;

/// <summary>The receiver's side of a flow: what it took, and when it has to tell.</summary>
internal sealed class FlowTally(FlowSettings settings)
{
    private ulong _taken;
    private ulong _told;
    private long _measured;
    private EndClock? _clock;

    public bool IsDone { get; private set; }

    /// <summary>Looks at one datagram.</summary>
    public void Take(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length != settings.Bytes)
        {
            throw new MeasurementException($"a datagram of {datagram.Length} bytes, and not of {settings.Bytes}");
        }

        _taken++;
        switch (FlowNumber.Read(datagram))
        {
            case FlowNumber.WarmUp:
                break;
            case FlowNumber.Last:
                IsDone = true;
                break;
            default:
                _clock ??= new EndClock();
                _measured++;
                break;
        }
    }

    /// <summary>Whether the sender has to be told now, by this.</summary>
    public bool MustTell(Span<byte> message)
    {
        if (_taken - _told < (ulong)settings.Quarter)
        {
            return false;
        }

        _told = _taken;
        FlowNumber.Write(message, _taken);
        return true;
    }

    public void Report() => Console.WriteLine(_clock?.Report(_measured));
}
