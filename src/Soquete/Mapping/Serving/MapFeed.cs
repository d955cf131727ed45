using System.Text;
using System.Text.Json;
using Soquete.Mapping.Drawing.Page;

namespace Soquete.Mapping.Serving;

/// <summary>
/// Maps for those who look: captured once for all of them, and not at all while there is none. A viewer that is slow
/// misses those in between. Safe for several threads.
/// </summary>
internal sealed class MapFeed(Func<ProcessMap> capture, TimeSpan interval)
{
    private readonly Lock _lock = new();
    private int _viewers;
    private long _captured;
    private Frame? _latest;
    private TaskCompletionSource<Frame> _next = NewSource<Frame>();
    private TaskCompletionSource _wanted = NewSource();

    /// <summary>How many look.</summary>
    public int Viewers => Volatile.Read(ref _viewers);

    /// <summary>How many maps were captured so far.</summary>
    public long Captured => Volatile.Read(ref _captured);

    /// <summary>Captures whenever somebody looks, until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            await Wanted().WaitAsync(stop).ConfigureAwait(false);
            Publish(Capture());
            await Task.Delay(interval, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Begins to look.</summary>
    /// <returns>False where too many do.</returns>
    public bool TryEnter(int most)
    {
        lock (_lock)
        {
            if (_viewers == most)
            {
                return false;
            }

            _viewers++;
            _wanted.TrySetResult();
            return true;
        }
    }

    /// <summary>Ends to look.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_viewers == 0)
            {
                // What the next viewer sees first is not what was there when the last one left.
                (_latest, _wanted) = (null, NewSource());
            }
        }
    }

    /// <summary>The latest map, once it is another than the last that was seen.</summary>
    public Task<Frame> NextAsync(Frame? last)
    {
        lock (_lock)
        {
            return _latest is { } latest && latest != last ? Task.FromResult(latest) : _next.Task;
        }
    }

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static byte[] EventOf(string name, ReadOnlySpan<byte> data) =>
        [.. Encoding.ASCII.GetBytes($"event: {name}\ndata: "), .. data, .. "\n\n"u8];

    private Task Wanted()
    {
        lock (_lock)
        {
            return _wanted.Task;
        }
    }

    private Frame Capture()
    {
        Interlocked.Increment(ref _captured);
        try
        {
            return new Frame(EventOf("map", PageData.Of(capture()).Span));
        }
        catch (SoqueteException e)
        {
            var text = JsonEncodedText.Encode(e.Message);
            return new Frame(EventOf("problem", Encoding.UTF8.GetBytes($"\"{text}\"")));
        }
    }

    private void Publish(Frame frame)
    {
        TaskCompletionSource<Frame> next;
        lock (_lock)
        {
            (next, _next) = (_next, NewSource<Frame>());
            _latest = _viewers > 0 ? frame : null;
        }

        next.SetResult(frame);
    }

    /// <summary>A map as an event, which is sent to all as it is.</summary>
    internal sealed record Frame(ReadOnlyMemory<byte> Bytes);
}
