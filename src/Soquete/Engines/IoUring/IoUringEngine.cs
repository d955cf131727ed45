using System.Globalization;
using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>
/// The engine that stands on io_uring(7): a ring a thread, and each connection on one of them for good.
/// </summary>
/// <remarks>Several of these may share their rings: they differ in how they drive connections.</remarks>
internal sealed class IoUringEngine(RingGroup rings, Execution execution, bool readsAhead) : Engine
{
    public override string Name => "io_uring";

    /// <summary>Its rings. For tests, which count what is left on them.</summary>
    public IReadOnlyList<RingLoop> Loops => rings.Loops;

    private bool IsInline => execution == Execution.Inline;

    public override string ToString()
    {
        var loop = rings.Loops[0];
        var options = loop.Options;
        var filled = loop.Buffers.IsIncremental ? ", filled bit by bit" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Name} (rings: {rings.Loops.Count}, each of {options.RingEntries} entries and {options.BufferCount} ")
            + string.Create(CultureInfo.InvariantCulture, $"buffers of {options.BufferSize} bytes{filled})");
    }

    public override async ValueTask DisposeAsync()
    {
        await rings.StopAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    internal override Engine Driving(Execution wanted, bool isToReadAhead) =>
        wanted == execution && isToReadAhead == readsAhead ? this : new IoUringEngine(rings, wanted, isToReadAhead);

    internal override StreamTransport Adopt(SafeSocketHandle connected)
    {
        Failure.ThrowIf(NativeFile.SetNonBlocking(connected, on: true), "fcntl", address: null);
        return AdoptReady(connected, NativeSocket.IsOfDomain(connected, Domain.Unix));
    }

    internal override ListeningTransport AdoptListener(SafeSocketHandle listening)
    {
        // Before peers come, who may take every descriptor.
        VacantSocket.Prepare();
        var isUnix = NativeSocket.IsOfDomain(listening, Domain.Unix);
        if (isUnix)
        {
            Failure.ThrowIf(NativeFile.SetNonBlocking(listening, on: true), "fcntl", address: null);
        }

        return new RingListener(this, new RingAcceptor(rings.Next(), listening, isUnix, IsInline), isUnix);
    }

    internal override StreamTransport AdoptReady(SafeSocketHandle connected, bool isUnix) => new RingStream(
        new RingConnection(rings.Next(), connected, isUnix, IsInline, readsAhead: readsAhead || !isUnix));

    internal override async ValueTask<ConnectResult> ConnectSlowlyAsync(
        SafeSocketHandle socket, SocketName remote, CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        try
        {
            using var connect = new RingConnect(rings.Next(), socket, remote, IsInline);
            var error = NativeFile.SetNonBlocking(socket, on: true);
            error = error == Errno.None ? await connect.RunAsync(cancellationToken).ConfigureAwait(false) : error;
            ConnectTrace.Report(socket, remote, error, started);
            if (error == Errno.None)
            {
                return new ConnectResult(AdoptReady(socket, isUnix: false), error);
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
}
