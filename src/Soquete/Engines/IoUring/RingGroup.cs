using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>The rings of an engine, and which of them the next connection gets.</summary>
internal sealed class RingGroup
{
    private readonly RingLoop[] _loops;
    private uint _next;

    private RingGroup(RingLoop[] loops) => _loops = loops;

    public IReadOnlyList<RingLoop> Loops => _loops;

    /// <summary>Starts the threads.</summary>
    /// <param name="options">Checked ones.</param>
    /// <param name="group">The rings; null where they cannot be had.</param>
    /// <returns>Why they cannot be had; null where they can.</returns>
    public static string? Start(EngineOptions options, out RingGroup? group)
    {
        var loops = new List<RingLoop>(options.Threads);
        group = null;
        for (var i = 0; i < options.Threads; i++)
        {
            var loop = new RingLoop(options, i);
            var error = loop.WaitForStart();
            if (error != Errno.None)
            {
                loops.ForEach(started => started.StopAsync());
                return RingRefusal.Explain(loop.FailedCall, error);
            }

            loops.Add(loop);
        }

        group = new RingGroup([.. loops]);
        return null;
    }

    public Task StopAsync() => Task.WhenAll(_loops.Select(loop => loop.StopAsync()));

    /// <summary>Where there are fewest connections, and in turn where there are as many.</summary>
    public RingLoop Next()
    {
        var best = _loops[Interlocked.Increment(ref _next) % (uint)_loops.Length];
        foreach (var loop in _loops)
        {
            best = loop.ConnectionCount < best.ConnectionCount ? loop : best;
        }

        return best;
    }
}
