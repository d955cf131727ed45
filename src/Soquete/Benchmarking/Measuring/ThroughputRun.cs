using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Measuring;

/// <summary>One measurement of throughput, at the client.</summary>
internal sealed class ThroughputRun : IMeasurement, IAsyncDisposable
{
    private readonly ThroughputOptions _options;
    private readonly Peering _peering;
    private readonly IFlows _flows;
    private readonly FlowControl _control;
    private readonly FirstEnd _end = new();
    private readonly bool _sends;
    private readonly bool _receives;
    private CpuTime _cpuAtMark = CpuTime.Now;
    private CpuTime _cpu;
    private Counts? _counts;
    private TcpInformation?[] _remoteTcp = [];
    private long _toldSent;
    private long _toldReceived;

    private ThroughputRun(ThroughputOptions options, Peering peering, IFlows flows, FlowControl control)
    {
        _options = options;
        _peering = peering;
        _flows = flows;
        _control = control;
        _sends = Sends(options, peering);
        _receives = Receives(options, peering);
    }

    public Task Done => _end.Task;

    public long Activity => _flows.Meters.Sum(meter => meter.AllSent + meter.AllReceived);

    /// <summary>Whether the server says when all has been sent: datagrams have no end.</summary>
    private bool WaitsForCounts => !_flows.EndsByItself && _options.Bytes is not null && _peering.Control is not null;

    public static async Task<ThroughputResult> MeasureAsync(
        LinkBenchmark benchmark, ThroughputOptions options, IProgress<BenchmarkProgress>? progress,
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
        foreach (var meter in _flows.Meters)
        {
            meter.Mark();
        }

        _control.Mark();
        _cpuAtMark = CpuTime.Now;
    }

    public async Task KeepAliveAsync()
    {
        if (_peering.Control is not { } control)
        {
            return;
        }

        _counts = await control.AskAsync(CancellationToken.None).ConfigureAwait(false);
        if (WaitsForCounts && _counts is { } counts && counts.Ended == _options.Parallel
            && (!_sends || _flows.DatagramsSent * BlockBytes >= _options.Bytes))
        {
            _end.Complete();
        }
    }

    public BenchmarkProgress TakeProgress()
    {
        var sent = _flows.Meters.Sum(meter => meter.AllSent);
        var received = _flows.Meters.Sum(meter => meter.AllReceived);
        _flows.ReadTcp();
        var progress = new BenchmarkProgress
        {
            BytesSent = sent - _toldSent, BytesReceived = received - _toldReceived, Tcp = _flows.Meters[0].Tcp,
        };
        (_toldSent, _toldReceived) = (sent, received);
        return progress;
    }

    public async ValueTask DisposeAsync()
    {
        await _control.EndAsync().ConfigureAwait(false);
        await _flows.DisposeAsync().ConfigureAwait(false);
        await _end.Ended.ConfigureAwait(false);
        await _peering.DisposeAsync().ConfigureAwait(false);
        _control.Dispose();
    }

    private int BlockBytes => _options.BlockBytesFor(_peering.Address);

    private static bool Sends(ThroughputOptions options, Peering peering) =>
        options.Direction != BenchmarkDirection.Reverse || peering.Control is null;

    private static bool Receives(ThroughputOptions options, Peering peering) =>
        options.Direction != BenchmarkDirection.Forward || peering.Control is null;

    private static async Task<ThroughputRun> OpenAsync(
        LinkBenchmark benchmark, ThroughputOptions options, CancellationToken cancellationToken)
    {
        var plan = new Plan
        {
            Direction = options.Direction, Connections = options.Parallel, Bytes = options.Bytes ?? 0,
            BlockBytes = options.BlockBytesFor(benchmark.Address), Rate = options.Rate ?? 0,
            Duration = options.Limit is { } limit ? limit + options.WarmUp : TimeSpan.Zero,
        };
        var peering = await Peering.OpenAsync(benchmark, plan, cancellationToken).ConfigureAwait(false);
        try
        {
            RequireDirection(options, peering);
            var control = new FlowControl(options.Bytes);
            var flows = await OpenFlowsAsync(options, peering, control, cancellationToken).ConfigureAwait(false);
            return new ThroughputRun(options, peering, flows, control);
        }
        catch
        {
            await peering.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static void RequireDirection(ThroughputOptions options, Peering peering)
    {
        if (peering.Control is null && options.Direction == BenchmarkDirection.Reverse)
        {
            throw new SoqueteException(
                FailureKind.Usage, peering.Address.ToString(),
                "an echo server sends nothing by itself: it can be measured forward, or both ways");
        }
    }

    private static async Task<IFlows> OpenFlowsAsync(
        ThroughputOptions options, Peering peering, FlowControl control, CancellationToken cancellationToken)
    {
        var rate = (double)(options.Rate ?? 0) / options.Parallel;
        var block = options.BlockBytesFor(peering.Address);
        var sends = Sends(options, peering);
        return peering.IsDatagrams
            ? new DatagramFlows(
                await peering.OpenSocketsAsync(options.Parallel, cancellationToken).ConfigureAwait(false),
                control, peering.Token, block, rate, sends, Receives(options, peering))
            : new StreamFlows(
                await peering.OpenLinksAsync(options.Parallel, cancellationToken).ConfigureAwait(false),
                control, block, rate, sends);
    }

    private async Task<ThroughputResult> RunAsync(
        LinkBenchmark benchmark, IProgress<BenchmarkProgress>? progress, CancellationToken cancellationToken)
    {
        var timeline = new Timeline(this)
        {
            WarmUp = _options.WarmUp, Limit = _options.Limit, Interval = _options.Interval,
            Patience = benchmark.Patience, Peer = benchmark.Address.ToString(), Progress = progress,
            AskPeriod = WaitsForCounts ? TimeSpan.FromMilliseconds(50) : TimeSpan.FromSeconds(1),
        };
        try
        {
            await StartAsync(cancellationToken).ConfigureAwait(false);
            var ending = await timeline.RunAsync(cancellationToken).ConfigureAwait(false);
            await new ThroughputEnding(_peering, _flows, _control, _end)
            {
                Sends = _sends, Receives = _receives, Patience = benchmark.Patience,
            }.RunAsync(timeline, ending).ConfigureAwait(false);
            await TakeCountsAsync().ConfigureAwait(false);
            return ResultOf(timeline, ending);
        }
        catch (SoqueteException e) when (e is not BenchmarkException)
        {
            throw new BenchmarkException(e, ResultOf(timeline, BenchmarkEnding.Failed));
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.WarmUp == TimeSpan.Zero)
        {
            await MarkAsync(cancellationToken).ConfigureAwait(false);
        }

        _end.Run(_flows.Work);
        if (_peering.Control is { } control)
        {
            await control.TellAsync(MessageKind.Start, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TakeCountsAsync()
    {
        _cpu = CpuTime.Now - _cpuAtMark;
        if (_peering.Control is not { } control)
        {
            return;
        }

        _counts = await control.AskAsync(CancellationToken.None).ConfigureAwait(false);
        if (_flows.Meters.Any(meter => meter.Tcp is not null))
        {
            _remoteTcp = new TcpInformation?[_options.Parallel];
            for (var i = 0; i < _remoteTcp.Length; i++)
            {
                _remoteTcp[i] = await control.AskConnectionAsync(i, CancellationToken.None).ConfigureAwait(false);
            }
        }

        await control.TellAsync(MessageKind.Bye, CancellationToken.None).ConfigureAwait(false);
    }

    private ThroughputResult ResultOf(Timeline timeline, BenchmarkEnding ending)
    {
        var figures = new ThroughputFigures(_flows, _counts, timeline, _options.Bytes is null);
        return new ThroughputResult
        {
            Address = _peering.Address, Peer = _peering.Peer, Engine = _peering.Engine, Ending = ending,
            Duration = timeline.Duration, Direction = _options.Direction, BlockBytes = BlockBytes,
            Forward = _sends ? figures.Forward() : null, Reverse = _receives ? figures.Reverse() : null,
            LocalCpu = _cpu == default ? CpuTime.Now - _cpuAtMark : _cpu, RemoteCpu = _counts?.Cpu,
            Connections =
            [
                .. _flows.Meters.Select((meter, i) => new BenchmarkConnection
                {
                    Association = _flows.AssociationOf(i), BytesSent = meter.Sent, BytesReceived = meter.Received,
                    Tcp = meter.Tcp, RemoteTcp = i < _remoteTcp.Length ? _remoteTcp[i] : null,
                }),
            ],
        };
    }
}
