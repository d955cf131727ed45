using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Measuring;

/// <summary>One measurement of requests and replies, at the client.</summary>
internal sealed class RequestRun : IMeasurement, IAsyncDisposable
{
    private static readonly TimeSpan LongestSweep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShortestSweep = TimeSpan.FromMilliseconds(1);

    private readonly RequestOptions _options;
    private readonly Peering _peering;
    private readonly RequestBook _book;
    private readonly IRequests[] _requests;
    private readonly Schedule? _schedule;
    private readonly FirstEnd _end = new();
    private CpuTime _cpuAtMark = CpuTime.Now;
    private CpuTime _cpu;
    private Counts? _counts;
    private Task _helping = Task.CompletedTask;
    private long _toldSent;
    private long _toldReceived;
    private long _toldLost;

    private RequestRun(
        RequestOptions options, Peering peering, RequestBook book, IRequests[] requests, Schedule? schedule)
    {
        _options = options;
        _peering = peering;
        _book = book;
        _requests = requests;
        _schedule = schedule;
    }

    public Task Done => _end.Task;

    public long Activity => _requests.Sum(request => request.Meter.AllReceived);

    public static async Task<RequestResult> MeasureAsync(
        LinkBenchmark benchmark, RequestOptions options, IProgress<BenchmarkProgress>? progress,
        CancellationToken cancellationToken)
    {
        options.Check(benchmark.Address);
        var run = await OpenAsync(benchmark, options, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            return await run.RunAsync(benchmark, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task MarkAsync(CancellationToken cancellationToken)
    {
        await _peering.MarkAsync(cancellationToken).ConfigureAwait(false);
        foreach (var request in _requests)
        {
            request.Meter.Mark();
        }

        _book.Control.Mark();
        _cpuAtMark = CpuTime.Now;
    }

    public async Task KeepAliveAsync()
    {
        if (_peering.Control is { } control)
        {
            _counts = await control.AskAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    public BenchmarkProgress TakeProgress()
    {
        var (sent, received, lost) = (
            _requests.Sum(request => request.Meter.AllSent), _requests.Sum(request => request.Meter.AllReceived),
            _book.Lost);
        var latency = _book.TakeInterval();
        _requests[0].ReadTcp();
        var progress = new BenchmarkProgress
        {
            BytesSent = sent - _toldSent, BytesReceived = received - _toldReceived, Completed = latency.Count,
            Lost = lost - _toldLost, Latency = latency, Tcp = _requests[0].Meter.Tcp,
        };
        (_toldSent, _toldReceived, _toldLost) = (sent, received, lost);
        return progress;
    }

    public async ValueTask DisposeAsync()
    {
        await _book.Control.EndAsync().ConfigureAwait(false);
        EndGates();
        foreach (var request in _requests)
        {
            await request.DisposeAsync().ConfigureAwait(false);
        }

        await _end.Ended.ConfigureAwait(false);
        await _helping.ConfigureAwait(false);
        await _peering.DisposeAsync().ConfigureAwait(false);
        _book.Dispose();
    }

    private static async Task<RequestRun> OpenAsync(
        LinkBenchmark benchmark, RequestOptions options, CancellationToken cancellationToken)
    {
        var plan = new Plan
        {
            IsRequests = true, Connections = options.Connections, BlockBytes = options.Size,
            Duration = options.Limit is { } limit ? limit + options.WarmUp : TimeSpan.Zero,
        };
        var peering = await Peering.OpenAsync(benchmark, plan, cancellationToken).ConfigureAwait(false);
        try
        {
            var book = new RequestBook(options.Connections, options.Count, options.Rate is not null);
            return await OpenRequestsAsync(options, peering, book, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await peering.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<RequestRun> OpenRequestsAsync(
        RequestOptions options, Peering peering, RequestBook book, CancellationToken cancellationToken)
    {
        if (peering.IsDatagrams)
        {
            var sockets = await peering.OpenSocketsAsync(options.Connections, cancellationToken).ConfigureAwait(false);
            var schedule = ScheduleOf(options);
            return new RequestRun(
                options, peering, book,
                [
                    .. sockets.Select((socket, i) =>
                        new DatagramRequests(socket, book, options, i, peering.Token, schedule)),
                ],
                schedule);
        }
        else
        {
            var links = await peering.OpenLinksAsync(options.Connections, cancellationToken).ConfigureAwait(false);
            var schedule = ScheduleOf(options);
            return new RequestRun(
                options, peering, book,
                [.. links.Select((link, i) => new LinkRequests(link, book, options, i, schedule))], schedule);
        }
    }

    /// <summary>It begins a little later, when everything is ready for it.</summary>
    private static Schedule? ScheduleOf(RequestOptions options) => options.Rate is { } rate
        ? new Schedule(Clock.Now + Clock.Nanoseconds(TimeSpan.FromMilliseconds(10)), 1e9 / rate, options.Connections)
        : null;

    private async Task<RequestResult> RunAsync(
        LinkBenchmark benchmark, IProgress<BenchmarkProgress>? progress, CancellationToken cancellationToken)
    {
        var timeline = new Timeline(this)
        {
            WarmUp = _options.WarmUp, Limit = _options.Limit, Interval = _options.Interval,
            Patience = benchmark.Patience + TimeSpan.FromSeconds(_options.Rate is { } rate ? 1 / rate : 0),
            Peer = benchmark.Address.ToString(), Progress = progress,
        };
        try
        {
            await StartAsync(cancellationToken).ConfigureAwait(false);
            var ending = await timeline.RunAsync(cancellationToken).ConfigureAwait(false);
            await EndAsync(timeline, ending, benchmark.Patience).ConfigureAwait(false);
            return ResultOf(timeline, ending);
        }
        catch (SoqueteException e) when (e is not BenchmarkException)
        {
            throw new BenchmarkException(e, ResultOf(timeline, BenchmarkEnding.Failed));
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_peering.Control is { } control)
        {
            await control.TellAsync(MessageKind.Start, cancellationToken).ConfigureAwait(false);
        }

        if (_options.WarmUp == TimeSpan.Zero)
        {
            await MarkAsync(cancellationToken).ConfigureAwait(false);
        }

        _end.Run(_requests.Select(request => (Func<Task>)request.RunAsync));
        var pacing = _schedule is { } schedule
            ? new Pacer(schedule, [.. _requests.Select(request => request.Gate!)], _book.Control.Stop).RunAsync()
            : Task.CompletedTask;
        _helping = Task.WhenAll(pacing, _peering.IsDatagrams ? ExpireAsync() : Task.CompletedTask);
    }

    private async Task EndAsync(Timeline timeline, BenchmarkEnding ending, TimeSpan patience)
    {
        await timeline.AnsweredAsync().ConfigureAwait(false);
        Array.ForEach(_requests, request => request.ReadTcp());
        await _book.Control.EndSendingAsync().ConfigureAwait(false);
        EndGates();
        var limit = ending == BenchmarkEnding.Cancelled && _options.ReplyTimeout < patience
            ? _options.ReplyTimeout : patience;
        using var waking = new CancellationTokenSource();
        await Task.WhenAny(_end.Task, Task.Delay(limit, waking.Token)).ConfigureAwait(false);
        await waking.CancelAsync().ConfigureAwait(false);
        if (_end.Task.IsCompleted)
        {
            await _end.Task.ConfigureAwait(false);
        }

        await _book.Control.EndAsync().ConfigureAwait(false);
        _cpu = CpuTime.Now - _cpuAtMark;
        if (_peering.Control is { } control)
        {
            _counts = await control.AskAsync(CancellationToken.None).ConfigureAwait(false);
            await control.TellAsync(MessageKind.Bye, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void EndGates()
    {
        foreach (var request in _requests)
        {
            var due = request.Gate?.End() ?? 0;
            // With a count, what is due beyond it was never to be sent.
            _book.Leave(_options.Count is null ? due : 0);
        }
    }

    private async Task ExpireAsync()
    {
        var period = _options.ReplyTimeout / 4;
        period = period > LongestSweep ? LongestSweep : period < ShortestSweep ? ShortestSweep : period;
        using var timer = new PeriodicTimer(period);
        try
        {
            while (await timer.WaitForNextTickAsync(_book.Control.Abandon).ConfigureAwait(false))
            {
                Array.ForEach(_requests, request => request.Expire(Clock.Now));
            }
        }
        catch (OperationCanceledException) when (_book.Control.Abandon.IsCancellationRequested)
        {
            // Nobody waits for replies any more.
        }
    }

    private RequestResult ResultOf(Timeline timeline, BenchmarkEnding ending)
    {
        var latency = _book.Latency();
        return new RequestResult
        {
            Address = _peering.Address, Peer = _peering.Peer, Engine = _peering.Engine, Ending = ending,
            Size = _options.Size, Depth = _options.Depth, Rate = _options.Rate,
            Duration = DurationOf(timeline), Completed = latency.Count, Lost = _book.Lost, Unsent = _book.Unsent,
            Latency = latency, ServiceTime = _book.ServiceTime() ?? latency,
            LocalCpu = _cpu == default ? CpuTime.Now - _cpuAtMark : _cpu, RemoteCpu = _counts?.Cpu,
            Connections =
            [
                .. _requests.Select(request => new BenchmarkConnection
                {
                    Association = request.Association, BytesSent = request.Meter.Sent,
                    BytesReceived = request.Meter.Received, Tcp = request.Meter.Tcp,
                }),
            ],
        };
    }

    /// <summary>To the last reply, where that came after the end.</summary>
    private TimeSpan DurationOf(Timeline timeline)
    {
        var replied = Clock.Span(Math.Max(0, _book.LastReply - timeline.MarkedAt));
        return replied > timeline.Duration ? replied : timeline.Duration;
    }
}
