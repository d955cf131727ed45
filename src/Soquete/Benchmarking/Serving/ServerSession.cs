using System.Collections.Concurrent;
using Soquete.Addresses;
using Soquete.Benchmarking.Measuring;
using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Serving;

/// <summary>One client's measurement, whatever carries it.</summary>
internal sealed class ServerSession
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<DataLink, bool> _links = new();
    private readonly FlowMeter?[] _meters;
    private readonly long _begunAt = Clock.Now;
    private CpuTime _cpuAtMark = CpuTime.Now;
    private int _joined;
    private int _ended;
    private int _isOver;

    public ServerSession(ulong token, in Plan plan, Association association)
    {
        Token = token;
        Plan = plan;
        Association = association;
        Control = new FlowControl(plan.Bytes > 0 ? plan.Bytes : null);
        _meters = new FlowMeter?[plan.Connections];
    }

    public ulong Token { get; }

    public Plan Plan { get; }

    public Association Association { get; }

    public FlowControl Control { get; }

    /// <summary>Completes when the client says that every connection has joined, or when it is gone.</summary>
    public Task Started => _started.Task;

    /// <summary>Whether the client has begun.</summary>
    public bool HasBegun { get; private set; }

    public bool IsOver => Volatile.Read(ref _isOver) != 0;

    /// <summary>Bits a second that each connection sends; 0 for as many as pass.</summary>
    public double RateOfEach => (double)Plan.Rate / Plan.Connections;

    /// <summary>What datagrams did, where it is datagrams that are measured.</summary>
    public Func<DatagramCounts>? Datagrams { get; init; }

    /// <summary>Called once, when the client has begun.</summary>
    public Action<ServerSession>? OnStarted { get; init; }

    /// <summary>Takes the place of one connection; null where there is none of that number, or it is taken.</summary>
    public FlowMeter? TryJoin(int connection)
    {
        if (connection >= _meters.Length || IsOver)
        {
            return null;
        }

        var meter = new FlowMeter();
        if (Interlocked.CompareExchange(ref _meters[connection], meter, null) is not null)
        {
            return null;
        }

        Interlocked.Increment(ref _joined);
        return meter;
    }

    /// <summary>The connection is aborted when the session ends.</summary>
    public void Hold(DataLink link)
    {
        _links[link] = true;
        if (IsOver)
        {
            link.Abort();
        }
    }

    public void Release(DataLink link) => _links.TryRemove(link, out _);

    /// <summary>A connection has sent all that it will, and of a stream received everything.</summary>
    public void CountEnded() => Interlocked.Increment(ref _ended);

    /// <summary>Answers a frame that belongs to a measurement.</summary>
    /// <returns>The length of the answer.</returns>
    public int Answer(scoped ref FrameReader frame, Span<byte> room)
    {
        switch (frame.Kind)
        {
            case MessageKind.Start when frame.IsWhole:
                return Start(room);
            case MessageKind.Mark when frame.IsWhole:
                Mark();
                return FrameWriter.Write(room, MessageKind.Done);
            case MessageKind.Finish when frame.IsWhole:
                _ = Control.EndSendingAsync();
                return FrameWriter.Write(room, MessageKind.Done);
            case MessageKind.Ask when frame.IsWhole:
                return Count().Write(room);
            case MessageKind.AskConnection:
                var number = frame.UInt16();
                return frame.IsWhole && number < _meters.Length
                    ? ConnectionCounts.Write(room, _meters[number]?.Tcp)
                    : FrameWriter.WriteProblem(room, FailureKind.Usage, "there is no such connection");
            default:
                return FrameWriter.WriteProblem(room, FailureKind.Usage, "this is no question");
        }
    }

    /// <summary>Ends it: what is sent stops, and connections that are still there are aborted.</summary>
    /// <returns>Whether it was the first to do so.</returns>
    public bool End()
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
        {
            return false;
        }

        _ = Control.EndAsync();
        _started.TrySetResult();
        foreach (var link in _links.Keys)
        {
            link.Abort();
        }

        return true;
    }

    public BenchmarkClient Describe(Exception? failure = null) => new()
    {
        Association = Association,
        Description = Plan.ToString(),
        BytesReceived = _meters.Sum(meter => meter?.Received ?? 0),
        BytesSent = _meters.Sum(meter => meter?.Sent ?? 0),
        Duration = IsOver ? Clock.Span(Clock.Now - _begunAt) : TimeSpan.Zero,
        Failure = failure,
    };

    private int Start(Span<byte> room)
    {
        if (Volatile.Read(ref _joined) < Plan.Connections)
        {
            return FrameWriter.WriteProblem(room, FailureKind.Usage, "not every connection has joined");
        }

        if (!HasBegun)
        {
            HasBegun = true;
            _started.TrySetResult();
            OnStarted?.Invoke(this);
        }

        return FrameWriter.Write(room, MessageKind.Done);
    }

    private void Mark()
    {
        Control.Mark();
        foreach (var meter in _meters)
        {
            meter?.Mark();
        }

        _cpuAtMark = CpuTime.Now;
    }

    private Counts Count()
    {
        var markedAt = Control.MarkedAt;
        return new Counts
        {
            Cpu = CpuTime.Now - _cpuAtMark,
            BytesReceived = _meters.Sum(meter => meter?.Received ?? 0),
            BytesSent = _meters.Sum(meter => meter?.Sent ?? 0),
            ReceivingTime = Clock.Span(Math.Max(0, _meters.Max(meter => meter?.LastReceived ?? 0) - markedAt)),
            SendingTime = Clock.Span(Math.Max(0, _meters.Max(meter => meter?.LastSent ?? 0) - markedAt)),
            Ended = Volatile.Read(ref _ended),
            Datagrams = Datagrams?.Invoke() ?? default,
        };
    }
}
