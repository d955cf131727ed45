using System.Diagnostics;
using System.Threading.Channels;
using Soquete.Interop;

namespace Soquete.Probing;

/// <summary>A trace under way: sends what is due, takes what comes, and tells each hop once it is complete.</summary>
internal sealed class TraceRun
{
    /// <summary>What looks for an MTU begins as long as a packet can be: the first link says what it takes.</summary>
    private const int LongestLength = ushort.MaxValue;

    private const int UsualLength = 60;
    private const int UsualLength6 = 80;

    private readonly TraceSocket _socket;
    private readonly TraceOptions _options;
    private readonly TraceNames? _names;
    private readonly TraceSchedule _schedule;
    private readonly TraceMtu _mtu;
    private readonly Lock _gate = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private int _told;

    public TraceRun(TraceSocket socket, TraceOptions options, TraceNames? names)
    {
        _socket = socket;
        _options = options;
        _names = names;
        _schedule = new TraceSchedule(options);
        var usual = options.PacketSize ?? (socket.IsIPv6 ? UsualLength6 : UsualLength);
        Length = socket.FixedLength ?? Math.Max(usual, socket.ShortestLength);
        _mtu = new TraceMtu(options.DiscoversMtu, options.DiscoversMtu ? LongestLength : Length, socket.IsIPv6);
    }

    /// <summary>How long probes are where no MTU is looked for, with their IP header.</summary>
    public int Length { get; }

    public int Sent => _schedule.Sent;

    public int MostSeenInFlight => _schedule.MostSeenInFlight;

    public bool IsOneByOne => _schedule.IsOneByOne;

    private TimeSpan Now => Stopwatch.GetElapsedTime(_began);

    /// <summary>The path as far as it is known.</summary>
    public TracedPath Path
    {
        get
        {
            lock (_gate)
            {
                var isOver = _schedule.IsOver;
                var hops = _schedule.Hops.Where(hop => hop.FirstSentAt is not null).ToList();
                var last = isOver ? hops.Count - 1 : hops.FindLastIndex(hop => hop.HasAnswer);
                return new TracedPath(_socket.Destination.Address, _socket.Source.Address)
                {
                    Hops = hops.Take(last + 1).Select(Describe).ToArray(),
                    Ending = isOver ? Ending() : TraceEnding.None,
                    FirstMtu = _mtu.First,
                    Mtu = _options.DiscoversMtu && last >= 0 ? _mtu.Length : null,
                };
            }
        }
    }

    /// <summary>Traces to the end.</summary>
    /// <exception cref="SoqueteException">The socket failed.</exception>
    public async Task RunAsync(ChannelWriter<TracedHop> hops, CancellationToken cancellationToken)
    {
        while (Step(hops) is { } wait)
        {
            if (wait > TimeSpan.Zero)
            {
                var arrival = _socket.Arrival;
                await Task.WhenAny(arrival, Task.Delay(wait, cancellationToken)).ConfigureAwait(false);
                if (arrival.IsCompleted)
                {
                    Failure.ThrowIf(await arrival.ConfigureAwait(false), "epoll_ctl", Name);
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private string Name => _socket.Destination.Address.ToString();

    /// <returns>How long to wait unless something comes; null where the trace is over.</returns>
    private TimeSpan? Step(ChannelWriter<TracedHop> hops)
    {
        lock (_gate)
        {
            TakeReplies();
            _schedule.Expire(Now);
            SendDue();
            TakeReplies();
            Tell(hops);
            if (_schedule.IsOver)
            {
                return null;
            }

            var now = Now;
            // Timers count milliseconds.
            var wait = Math.Ceiling((_schedule.NextTime(now) - now).TotalMilliseconds);
            return _schedule.Next(now) is not null ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Max(1, wait));
        }
    }

    private void SendDue()
    {
        while (_schedule.Next(Now) is { } probe)
        {
            var length = _mtu.Length;
            var number = _schedule.Send(probe, Now, (DateTime.UtcNow - DateTime.UnixEpoch).Ticks, length);
            var error = _socket.Send(probe.Hop.TimeToLive, number, length);
            if (error == Errno.EMSGSIZE && _mtu.TryBegin(_socket.LocalMtu) && _schedule.TryShorten(probe))
            {
                continue;
            }

            if (error == Errno.EMSGSIZE)
            {
                throw new MessageTooLongException(Name, "sendto", _socket.LocalMtu > 0 ? _socket.LocalMtu : null);
            }

            Failure.ThrowIf(error, "sendto", Name);
        }
    }

    private void TakeReplies()
    {
        while (_socket.TryTake(out var reply))
        {
            var sent = reply.Match == TraceMatch.Known ? _schedule.Find(reply.Number) : _schedule.FindOnly(Now);
            if (sent is { Probe.State: not TraceProbeState.Answered } found)
            {
                Take(reply, found);
            }
        }
    }

    private void Take(in TraceReply reply, in SentProbe sent)
    {
        if (reply.TooLongFor is { } mtu && _options.DiscoversMtu)
        {
            var isLatest = sent.SentAt == sent.Probe.SentAt && sent.Probe.State != TraceProbeState.Waiting;
            if (_mtu.TryNote(mtu, reply.From, sent) && isLatest)
            {
                _schedule.TryShorten(sent.Probe);
            }

            return;
        }

        _names?.Begin(reply.From);
        _schedule.Answer(sent.Probe, new HopAnswer(reply.From, RoundTrip(reply, sent), reply.Verdict)
        {
            Annotation = reply.Annotation,
            IcmpType = reply.Icmp?.Type,
            IcmpCode = reply.Icmp?.Code,
            Labels = reply.Labels,
            TimeToLive = reply.TimeToLive,
        });
    }

    /// <summary>
    /// Up to when the kernel had the answer, so that no thread that is late adds to it; where somebody has set the
    /// clock meanwhile, up to now.
    /// </summary>
    private TimeSpan RoundTrip(in TraceReply reply, in SentProbe sent)
    {
        var here = Now - sent.SentAt;
        var kernel = TimeSpan.FromTicks(reply.Ticks - sent.Ticks);
        return reply.Ticks > 0 && kernel >= TimeSpan.Zero && kernel <= here ? kernel : here;
    }

    /// <summary>
    /// Tells the hops that are complete, in order. A hop that may say something of the link beyond is told when that
    /// link was passed.
    /// </summary>
    private void Tell(ChannelWriter<TracedHop> hops)
    {
        var all = _schedule.Hops.ToList();
        while (_told < all.Count && all[_told].IsComplete
            && (!_options.DiscoversMtu || _told + 1 == all.Count || all[_told + 1].IsComplete))
        {
            hops.TryWrite(Describe(all[_told++]));
        }
    }

    private TracedHop Describe(TraceHop hop) => new(hop.TimeToLive)
    {
        Answers = hop.Probes.Select(probe => Named(probe.Answer)).ToArray(),
        Mtu = _mtu.SaidBy(hop, _schedule.Hops),
    };

    private HopAnswer? Named(HopAnswer? answer) => answer is null || _names is null
        ? answer
        : answer with { Name = _names.NameOf(answer.Address) };

    private TraceEnding Ending()
    {
        var end = _schedule.End;
        var last = _schedule.Hops.Last();
        return last.Probes.Any(probe => probe.Answer?.Verdict == HopVerdict.Reached) ? TraceEnding.Reached
            : _schedule.IsFinal ? TraceEnding.Unreachable
            : end == _options.LastHop ? TraceEnding.TooFar
            : TraceEnding.Silent;
    }
}
