using System.Runtime.InteropServices;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Relaying.Recording;
using Soquete.Streams;

namespace Soquete.Relaying;

/// <summary>
/// One direction where an end is no socket (a pipe, a file, a terminal): copied on a thread of its
/// own, inside the kernel where it can be. A process has few such ends, and a thread that waits in
/// poll(2) is the fastest that there is for them.
/// </summary>
internal sealed class DescriptorPump : IDisposable
{
    private readonly StreamConnection _source;
    private readonly StreamConnection _destination;
    private readonly SafeHandle _from;
    private readonly SafeHandle _to;
    private readonly RecordedDirection? _recorded;
    private readonly bool _watchesDestination;
    private readonly EventDescriptor _stop = new();
    private KernelMover _mover;

    private DescriptorPump(
        StreamConnection source, StreamConnection destination, SafeHandle from, SafeHandle to,
        RecordedDirection? recorded, bool watchesDestination)
    {
        _source = source;
        _destination = destination;
        _from = from;
        _to = to;
        _recorded = recorded;
        _watchesDestination = watchesDestination;
        _mover = KernelMover.For(from, to, recorded);
    }

    /// <summary>Passes on until one of them ends.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="recorded">Where what passes is recorded; null for nowhere.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="watchesDestination">Whether it ends when the destination goes while the source is silent.</param>
    public static async Task<PumpEnd> RunAsync(
        StreamConnection source, StreamConnection destination, RecordedDirection? recorded, CancellationToken stop,
        bool watchesDestination = true)
    {
        if (source.Transport.InputHandle is not { } from)
        {
            return new PumpEnd(PumpOutcome.EndOfInput);
        }

        if (destination.Transport.OutputHandle is not { } to)
        {
            return new PumpEnd(PumpOutcome.DestinationGone);
        }

        using var pump = new DescriptorPump(source, destination, from, to, recorded, watchesDestination);
        await using var registration = stop
            .UnsafeRegister(static state => ((DescriptorPump)state!)._stop.Signal(), pump).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var run = Task.Factory.StartNew(
                    pump.RunUntilClosed, CancellationToken.None, TaskCreationOptions.LongRunning,
                    TaskScheduler.Default);
                if (await run.ConfigureAwait(false) is { } end)
                {
                    return end;
                }

                await recorded!.WaitForRoomAsync(stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return new PumpEnd(PumpOutcome.Stopped);
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
    }

    /// <summary>
    /// A connection that is aborted meanwhile, as an idle one is, closes a descriptor that is used here.
    /// </summary>
    private PumpEnd? RunUntilClosed()
    {
        if (!_source.Transport.TryEnter())
        {
            return Failed(atSource: true, Errno.ECANCELED);
        }

        try
        {
            return _destination.Transport.TryEnter() ? RunInside() : Failed(atSource: false, Errno.ECANCELED);
        }
        finally
        {
            _source.Transport.Leave();
        }
    }

    private PumpEnd? RunInside()
    {
        try
        {
            return Run();
        }
        catch (ObjectDisposedException)
        {
            return Failed(_from.IsClosed, Errno.ECANCELED);
        }
        finally
        {
            _destination.Transport.Leave();
        }
    }

    /// <summary>Runs to the end; null where the recording has no room, which no thread waits for.</summary>
    private PumpEnd? Run()
    {
        while (_mover.Held > 0 || _recorded is null or { HasRoom: true })
        {
            if ((_mover.WaitsFirst || !_watchesDestination) && WaitForTurn() is { } ended)
            {
                return ended;
            }

            var error = _mover.Move(out var read, out var written);
            Count(read, written);
            if (error == Errno.EAGAIN)
            {
                if (WaitForTurn() is { } end)
                {
                    return end;
                }
            }
            else if (error == Errno.EPIPE && _watchesDestination && IsSilent())
            {
                return new PumpEnd(PumpOutcome.DestinationGone);
            }
            else if (error != Errno.None && !TryOtherMover(error))
            {
                return Failed(_mover.FailedAtSource, error);
            }
            else if (error == Errno.None && read + written == 0)
            {
                return new PumpEnd(PumpOutcome.EndOfInput);
            }
        }

        return null;
    }

    /// <summary>
    /// splice(2) and sendfile(2) refuse some files (append-only ones, some devices) with EINVAL, before anything moved.
    /// </summary>
    private bool TryOtherMover(Errno error)
    {
        if (error is not (Errno.EINVAL or Errno.ENOSYS or Errno.EOPNOTSUPP) || _mover is BufferMover)
        {
            return false;
        }

        _mover = new BufferMover(_from, _to);
        return true;
    }

    /// <summary>splice(2) says that a pipe has no reader before it looks whether there is anything to read.</summary>
    private bool IsSilent() =>
        !_destination.Transport.IsSocket && _mover.Held == 0 && !Readiness.Is(_from, PollDescriptor.In);

    /// <summary>Waits until the source has something, or, where it has, until the destination takes it.</summary>
    private PumpEnd? WaitForTurn()
    {
        var forSource = _mover.Held == 0 && !Readiness.Is(_from, PollDescriptor.In);
        var ready = forSource
            ? Readiness.Wait(_from, PollDescriptor.In, _watchesDestination ? _to : null, _stop)
            : Readiness.Wait(_to, PollDescriptor.Out, null, _stop);
        return (ready & Ready.Stopped) != 0 ? new PumpEnd(PumpOutcome.Stopped)
            : forSource && ready == Ready.WatchedIsGone ? new PumpEnd(PumpOutcome.DestinationGone)
            : null;
    }

    private PumpEnd Failed(bool atSource, Errno error) =>
        new(atSource ? PumpOutcome.SourceFailed : PumpOutcome.DestinationFailed, error, _mover.Held);

    private void Count(int read, int written)
    {
        if (read + written > 0)
        {
            _source.CountReceived(read);
            _destination.CountSent(written);
        }
    }
}
