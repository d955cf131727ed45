using System.Globalization;
using System.Net.Sockets;
using Soquete.Engines.Portable;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>
/// The engine that stands on io_uring(7): a ring a thread, and each connection on one of them for good.
/// </summary>
internal sealed class IoUringEngine : Engine
{
    private readonly RingLoop[] _loops;
    private readonly Execution _execution;
    private readonly IoUringEngine _other;
    private uint _next;

    private IoUringEngine(RingLoop[] loops)
    {
        (_loops, _execution) = (loops, Execution.ThreadPool);
        _other = new IoUringEngine(this);
    }

    private IoUringEngine(IoUringEngine threadPool) =>
        (_loops, _execution, _other) = (threadPool._loops, Execution.Inline, threadPool);

    public override string Name => "io_uring";

    /// <summary>Its rings. For tests, which count what is left on them.</summary>
    public IReadOnlyList<RingLoop> Loops => _loops;

    /// <summary>Starts its threads.</summary>
    /// <param name="options">Checked ones.</param>
    /// <param name="engine">The engine; null where it cannot be had.</param>
    /// <returns>Why it cannot be had; null where it can.</returns>
    public static string? Start(EngineOptions options, out IoUringEngine? engine)
    {
        var loops = new List<RingLoop>(options.Threads);
        engine = null;
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

        engine = new IoUringEngine([.. loops]);
        return null;
    }

    public override string ToString()
    {
        var options = _loops[0].Options;
        var filled = _loops[0].Buffers.IsIncremental ? ", filled bit by bit" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Name} (rings: {_loops.Length}, of {options.RingEntries} entries and {options.BufferCount} buffers of {options.BufferSize} bytes{filled})");
    }

    public override async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_loops.Select(loop => loop.StopAsync())).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    internal override Engine Running(Execution execution) => execution == _execution ? this : _other;

    internal override async ValueTask<ConnectResult> ConnectAsync(
        SafeSocketHandle socket, SocketName remote, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            NativeFile.Close(socket);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (remote.Domain == Domain.Unix)
        {
            var error = ImmediateConnect.Run(socket, remote);
            return new ConnectResult(error == Errno.None ? Adopt(socket, isUnix: true) : null, error);
        }

        return await ConnectOnRingAsync(socket, remote, cancellationToken).ConfigureAwait(false);
    }

    internal override StreamTransport Adopt(SafeSocketHandle connected)
    {
        Failure.ThrowIf(NativeFile.SetNonBlocking(connected, on: true), "fcntl", address: null);
        return Adopt(connected, NativeSocket.IsOfDomain(connected, Domain.Unix));
    }

    internal override ListeningTransport AdoptListener(SafeSocketHandle listening)
    {
        var acceptor = new RingAcceptor(NextLoop(), listening, _execution == Execution.Inline);
        return new RingListener(this, acceptor, NativeSocket.IsOfDomain(listening, Domain.Unix));
    }

    /// <summary>
    /// By the loop that both engines share: it is armed where the caller is, by one call, while a ring has to be woken.
    /// </summary>
    internal override SocketWatch Watch(SafeSocketHandle socket) => ReadinessLoop.Shared.Watch(socket);

    /// <summary>Takes over a connected socket that does not block.</summary>
    internal StreamTransport Adopt(SafeSocketHandle connected, bool isUnix) => new RingStream(
        new RingConnection(NextLoop(), connected, _execution == Execution.Inline, readsAhead: !isUnix));

    private async ValueTask<ConnectResult> ConnectOnRingAsync(
        SafeSocketHandle socket, SocketName remote, CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        try
        {
            using var connect = new RingConnect(NextLoop(), socket, remote, _execution == Execution.Inline);
            var error = NativeFile.SetNonBlocking(socket, on: true);
            error = error == Errno.None ? await connect.RunAsync(cancellationToken).ConfigureAwait(false) : error;
            ConnectTrace.Report(socket, remote, error, started);
            if (error == Errno.None)
            {
                return new ConnectResult(Adopt(socket, isUnix: false), error);
            }

            NativeFile.Close(socket);
            return new ConnectResult(null, error);
        }
        catch (OperationCanceledException)
        {
            NativeFile.Close(socket);
            throw;
        }
    }

    /// <summary>Where there are fewest connections, and in turn where there are as many.</summary>
    private RingLoop NextLoop()
    {
        var first = Interlocked.Increment(ref _next);
        var best = _loops[first % (uint)_loops.Length];
        foreach (var loop in _loops)
        {
            best = loop.ConnectionCount < best.ConnectionCount ? loop : best;
        }

        return best;
    }
}
