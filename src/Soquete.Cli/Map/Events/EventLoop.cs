using System.Threading.Channels;
using Soquete.Addresses;
using Soquete.Cli.Capture;
using Soquete.Cli.Events;
using Soquete.Cli.Failures;
using Soquete.Cli.Map.Text;
using Soquete.Cli.Verbs;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Events;

/// <summary><c>map --events</c>: readings and closings to lines, until a signal comes.</summary>
internal sealed class EventLoop : IDisposable
{
    private const SocketFamilies Told = SocketFamilies.Tcp | SocketFamilies.Udp;

    // Both kinds in one queue, so that a closing is looked up in the reading before it.
    private readonly Channel<object> _happenings = Channel.CreateBounded<object>(100_000);
    private readonly Invocation _invocation;
    private readonly MapRequest _request;
    private readonly MapCapture _capture;
    private readonly EventTracker _tracker;
    private readonly NewsText _text = new(MapSigns.OfLocale());
    private readonly PacketOutput _output = new();
    private readonly SocketClosings? _closings;
    private readonly CommandEvent _sources;
    private long _overruns;
    private int _gaps = -1;

    private EventLoop(Invocation invocation, MapRequest request)
    {
        (_invocation, _request, _capture) = (invocation, request, new MapCapture(request.Reading));
        _tracker = new EventTracker(Matches);
        (_closings, _sources) = Open();
    }

    /// <summary>Prints until a signal comes, which is the exception that says so.</summary>
    public static async Task RunAsync(Invocation invocation, MapRequest request)
    {
        using var loop = new EventLoop(invocation, request);
        await loop.RunAsync(invocation.Interruption.Stopping);
    }

    public void Dispose() => _closings?.Dispose();

    private async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var sources = Task.WhenAll(
            CompletingAsync(ReadingAsync(ending.Token)), CompletingAsync(ClosingAsync(ending.Token)));
        try
        {
            while (await _happenings.Reader.WaitToReadAsync(stopping))
            {
                while (_happenings.Reader.TryRead(out var happened))
                {
                    Tell(happened);
                }

                _output.Flush();
                TellOverruns();
            }
        }
        finally
        {
            await ending.CancelAsync();
            await sources;
        }
    }

    private void Tell(object happened)
    {
        switch (happened)
        {
            case ProcessMap map:
                Begin(map);
                foreach (var news in _tracker.Take(map))
                {
                    Print(news);
                }

                break;
            case (InternetSocketEntry closed, DateTimeOffset at) when _tracker.Take(closed, at) is { } news:
                Print(news);
                break;
        }
    }

    private void Print(MapNews news) =>
        _output.WriteLine(_invocation.Settings.Json ? NewsJson.Of(news) : _text.Of(news));

    private Task ReadingAsync(CancellationToken ending) => Task.Run(
        () => RepeatedCapture.RunAsync(
            cancelled => _request.Next(_capture, cancelled), _request.Interval,
            // One that has no room is left out: the next one differs from the last one that was taken.
            map => _happenings.Writer.TryWrite(map), ending),
        CancellationToken.None);

    private async Task ClosingAsync(CancellationToken ending)
    {
        if (_closings is not null)
        {
            await foreach (var closed in _closings.ReadAsync(ending))
            {
                // Who does not print in time leaves them in the kernel's queue, which counts what it cannot keep.
                await _happenings.Writer.WriteAsync((closed, DateTimeOffset.UtcNow), ending);
            }
        }
    }

    /// <summary>What one source fails with ends the loop; both end when it does.</summary>
    private async Task CompletingAsync(Task source)
    {
        try
        {
            await source;
        }
        catch (Exception failure)
        {
            // The loop throws it, or is over already.
            _happenings.Writer.TryComplete(failure);
        }
    }

    /// <summary>Begins to hear closings where that can be; and what is to be said of what is told how.</summary>
    private (SocketClosings? Closings, CommandEvent Sources) Open()
    {
        var every = DurationText.Format(_request.Interval);
        if ((_request.Reading.Sockets.Families & Told) == 0)
        {
            return (null, Sources("polling", $"told by reading every {every}; the kernel tells nothing of these"));
        }

        try
        {
            return (SocketClosings.Open(), Sources(
                "kernel", "closings of tcp and udp in this network namespace are told by the kernel; " +
                $"all else by reading every {every}, where what is shorter is not seen"));
        }
        catch (SoqueteException refused)
        {
            return (null, Sources(
                "polling", $"all is told by reading every {every}, where what is shorter is not seen: the kernel " +
                $"does not tell of closings here: {refused.Message}"));
        }
    }

    private CommandEvent Sources(string source, string line) => new("watching", line)
    {
        Fields = [("closings", source), ("interval", _request.Interval.TotalSeconds)],
    };

    /// <summary>With the first reading it is said what is told how; gaps then, and again when there are more.</summary>
    private void Begin(ProcessMap map)
    {
        if (_gaps < 0)
        {
            _invocation.Events.Report(_sources);
        }

        if (map.Gaps.Count > _gaps)
        {
            GapEvents.Report(map, _invocation.Events);
            _gaps = map.Gaps.Count;
        }
    }

    private void TellOverruns()
    {
        if (_closings is { Overruns: var overruns } && overruns > _overruns)
        {
            _overruns = overruns;
            _invocation.Events.Report(new CommandEvent(
                "overrun", "the kernel had more closings to tell than were taken in time: some are missed")
            {
                Fields = [("overruns", overruns)],
            });
        }
    }

    /// <summary>Whatever state is asked for: it was in it, or may have been.</summary>
    private bool Matches(ProcessMap connection)
    {
        try
        {
            var request = _request with { Filters = _request.Filters with { States = null } };
            return request.PartOf(connection).Map.Ends.Count > 0;
        }
        catch (NothingFoundException)
        {
            return false;
        }
    }
}
