using System.Threading.Channels;
using Soquete.Cli.Arguments;
using Soquete.Cli.Map.Text;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;
using Soquete.Streams;

namespace Soquete.Cli.Map.Watching;

/// <summary><c>map --watch</c>: captures, keys and signals to the model, and the model to the screen.</summary>
internal sealed class WatchLoop : IDisposable
{
    /// <summary>How long after an Escape the rest of another key's sequence may come.</summary>
    private static readonly TimeSpan EscapePatience = TimeSpan.FromMilliseconds(50);

    /// <summary>How often it is looked whether the terminal is ours again.</summary>
    private static readonly TimeSpan KeyPatience = TimeSpan.FromMilliseconds(500);

    private readonly Channel<WatchEvent> _events = Channel.CreateUnbounded<WatchEvent>();
    private readonly WatchRequest _request;
    private readonly RawTerminal _terminal;
    private readonly Screen _screen;
    private volatile bool _isPaused;
    private WatchState _state;

    private WatchLoop(WatchRequest request, RawTerminal terminal, Screen screen)
    {
        (_request, _terminal, _screen) = (request, terminal, screen);
        _state = new WatchState { Interval = request.Interval, Sort = request.Sort };
        // Who does not end in time is ended from elsewhere.
        AppDomain.CurrentDomain.ProcessExit += Leave;
    }

    /// <summary>Watches until the user leaves.</summary>
    /// <exception cref="UsageException">There is no terminal.</exception>
    public static async Task<ExitStatus> RunAsync(Invocation invocation, WatchRequest request)
    {
        RefuseWithoutTerminal();
        var isColoured = TerminalText.IsColoured(StandardDescriptor.Output, invocation.Settings.Colour);
        var terminal = RawTerminal.Open(StandardDescriptor.Input, StandardDescriptor.Output);
        var screen = new Screen(terminal, isColoured, MapSigns.OfLocale() == MapSigns.Unicode);
        using var loop = new WatchLoop(request, terminal, screen);
        using var signals = new WatchSignals(loop._events.Writer, invocation.Interruption.Stopping);
        return await loop.RunAsync(signals.Ending);
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Leave;
        _screen.Dispose();
        _terminal.Dispose();
    }

    private static void RefuseWithoutTerminal()
    {
        var isTerminal = StandardDescriptor.IsTerminal(StandardDescriptor.Input)
            && StandardDescriptor.IsTerminal(StandardDescriptor.Output);
        if (!isTerminal || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb")
        {
            throw new UsageException(
                "map: --watch needs a terminal for keys and screen; --events prints a line for each change, " +
                "--json the map");
        }
    }

    private async Task<ExitStatus> RunAsync(CancellationToken ending)
    {
        _state = WatchModel.Resize(_state, _terminal.Size);
        Draw();
        new Thread(ReadKeys) { IsBackground = true, Name = "keys" }.Start();
        _ = Task.Run(() => CaptureAsync(ending), CancellationToken.None);
        try
        {
            while (!_state.IsOver && await _events.Reader.WaitToReadAsync(ending))
            {
                while (_events.Reader.TryRead(out var happened))
                {
                    Apply(happened);
                }

                _isPaused = _state.IsPaused;
                Draw();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return ExitStatus.Interrupted;
        }

        return ExitStatus.Done;
    }

    private void Apply(WatchEvent happened)
    {
        switch (happened)
        {
            case WatchEvent.Captured { Map: var map }:
                _state = WatchModel.Take(_state, map);
                break;
            case WatchEvent.Pressed { Keys: var keys }:
                Press(keys);
                break;
            case WatchEvent.Suspended:
                _screen.Stop();
                break;
            default:
                _screen.Forget();
                _state = WatchModel.Resize(_state, _terminal.Size);
                break;
        }
    }

    private void Press(IReadOnlyList<Key> keys)
    {
        var redraws = _state.Redraws;
        foreach (var key in keys)
        {
            _state = WatchModel.Press(_state, key);
        }

        if (_state.Redraws != redraws)
        {
            _screen.Forget();
        }
    }

    private void Draw()
    {
        if (_screen.TryTake())
        {
            _screen.Draw(WatchView.Lines(_state));
        }
    }

    /// <summary>On a thread of its own: a wait for keys cannot be cancelled, and ends with the process.</summary>
    private void ReadKeys()
    {
        var (reader, buffer) = (new KeyReader(), new byte[256]);
        while (true)
        {
            var limit = reader.IsWaiting ? EscapePatience : KeyPatience;
            if (!_terminal.TryRead(buffer, limit, out var count))
            {
                Post(reader.IsWaiting ? reader.Flush() : []);
            }
            else if (count > 0)
            {
                Post(reader.Read(buffer.AsSpan(0, count)));
            }
            else
            {
                // The terminal is gone, and the user with it.
                _events.Writer.TryComplete();
                return;
            }
        }
    }

    private void Post(IReadOnlyList<Key> keys)
    {
        if (keys.Count > 0)
        {
            _events.Writer.TryWrite(new WatchEvent.Pressed(keys));
        }
    }

    private async Task CaptureAsync(CancellationToken ending)
    {
        try
        {
            await RepeatedCapture.RunAsync(
                cancelled => _isPaused ? null : _request.Capture(cancelled), _request.Interval,
                map => _events.Writer.TryWrite(new WatchEvent.Captured(map)), ending);
        }
        catch (Exception failure)
        {
            // Who waits for events is told, and tells the user when the screen is given back.
            _events.Writer.TryComplete(failure);
        }
    }

    private void Leave(object? sender, EventArgs e) => _screen.Dispose();
}
