using System.Diagnostics;
using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Verbs;
using Soquete.Filters;
using Soquete.Raw;
using Soquete.Wire.Captures;
using Soquete.Wire.Link;

namespace Soquete.Cli.Capture;

/// <summary>Takes packets from an interface until the end that was asked for.</summary>
internal sealed class LiveCapture
{
    private const long NanosecondsPerTick = 100;

    /// <summary>ARPHRD_LOOPBACK (linux/if_arp.h).</summary>
    private const int Loopback = 772;

    private readonly EventWriter _events;
    private readonly CaptureRequest _request;
    private readonly PacketRing _ring;
    private readonly SinkList _sinks;
    private long _captured;

    private LiveCapture(EventWriter events, CaptureRequest request, PacketRing ring, SinkList sinks) =>
        (_events, _request, _ring, _sinks) = (events, request, ring, sinks);

    private bool IsFull => _captured >= _request.Count;

    /// <summary>Captures, and tells what was seen.</summary>
    public static async Task RunAsync(Invocation invocation, CaptureRequest request)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(invocation.Interruption.Stopping);
        var filter = await request.Filter.ResolveAsync(ending.Token);
        await using var ring = await OpenAsync(request, filter, ending.Token);
        var notes = new CaptureNotes(request).Options;
        var from = Describe(request, ring);
        using var sinks = new SinkList(request, notes, from, _ => from.Name);
        invocation.Events.Report(Listening(ring));
        if (request.Duration is { } duration)
        {
            ending.CancelAfter(duration);
        }

        var capture = new LiveCapture(invocation.Events, request, ring, sinks);
        var start = Now();
        try
        {
            capture.TakeAll(ending.Token);
        }
        finally
        {
            capture.Finish(invocation, start);
        }
    }

    private static async Task<PacketRing> OpenAsync(
        CaptureRequest request, PacketFilter filter, CancellationToken cancellationToken)
    {
        var address = AddressOf(request);
        var options = new PacketRingOptions();
        if (request.Buffer is { } bytes)
        {
            const int Unit = PacketRingOptions.BlockUnit;
            var block = Math.Min(options.BlockBytes, bytes / 2 / Unit * Unit);
            options = options with { BlockBytes = block, Blocks = bytes / block };
        }

        return await PacketRing.OpenAsync(
            address, linkType => request.ProgramFor(filter, linkType), options, cancellationToken);
    }

    private static PacketAddress AddressOf(CaptureRequest request)
    {
        try
        {
            return new PacketAddress(request.Interface!)
            {
                Promiscuous = request.IsPromiscuous ? true : null,
                // What goes out of the loopback comes in again, and once is enough.
                IgnoreOutgoing = InterfaceNames.IsLoopback(request.Interface!) ? true : null,
            };
        }
        catch (FormatException problem)
        {
            throw new UsageException($"capture: {problem.Message}");
        }
    }

    private static CaptureInterface Describe(CaptureRequest request, PacketRing ring) => new()
    {
        LinkType = ring.LinkType,
        Name = ring.InterfaceName,
        SnapLength = request.SnapLength,
        Filter = request.Filter.Expression.Length == 0 ? null : request.Filter.Expression,
    };

    private static CommandEvent Listening(PacketRing ring) =>
        new("capturing", $"capturing on {ring.InterfaceName}, link type {ring.LinkType}")
        {
            Fields = [("interface", ring.InterfaceName), ("link_type", ring.LinkType.ToString())],
        };

    /// <summary>On this thread: the way through the thread pool would take as much CPU time as the packets.</summary>
    private void TakeAll(CancellationToken ending)
    {
        try
        {
            while (!IsFull)
            {
                TakeBlocks(long.MaxValue);
                _sinks.Flush();
                if (!IsFull)
                {
                    Wait(ending);
                }
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            TakeLast(Now());
        }
    }

    private void Wait(CancellationToken ending)
    {
        try
        {
            _ring.Wait(null, ending);
        }
        catch (SoqueteException down) when (down.ErrorName == "ENETDOWN")
        {
            // It is told once, and one that is gone for good is told next.
            _events.Report(new CommandEvent(
                "interface_down", $"{_ring.InterfaceName} is down; the capture goes on when it is up again")
            {
                Fields = [("interface", _ring.InterfaceName)],
            });
        }
    }

    /// <summary>
    /// Takes what came before the end; the kernel gives the block that it was filling a moment later.
    /// </summary>
    private void TakeLast(long end)
    {
        var (started, limit) = (Stopwatch.GetTimestamp(), 2 * _ring.Options.Timeout);
        while (!IsFull && _ring.Wait(Left(started, limit)) && TakeBlocks(end))
        {
        }
    }

    private static TimeSpan Left(long started, TimeSpan limit)
    {
        var left = limit - Stopwatch.GetElapsedTime(started);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Takes the blocks that are there.</summary>
    /// <param name="end">The time of the last packet that is wanted.</param>
    /// <returns>Whether no packet came after it.</returns>
    private bool TakeBlocks(long end)
    {
        while (!IsFull && _ring.TryRead(out var block))
        {
            using (block)
            {
                foreach (var frame in block)
                {
                    if (IsFull || frame.Timestamp > end)
                    {
                        return false;
                    }

                    if (frame.HardwareType != Loopback || frame.PacketType != CookedPacketType.Outgoing)
                    {
                        Take(frame);
                    }
                }
            }
        }

        return true;
    }

    private void Take(in RingFrame frame)
    {
        _captured++;
        _sinks.Take(new CapturedPacket
        {
            Timestamp = frame.Timestamp,
            OriginalLength = frame.OriginalLength,
            Data = frame.Bytes,
            LinkType = _ring.LinkType,
            Direction = frame.PacketType == CookedPacketType.Outgoing
                ? PacketDirection.Outbound
                : PacketDirection.Inbound,
        });
    }

    private void Finish(Invocation invocation, long start)
    {
        var counted = _ring.Statistics;
        var received = counted.Received + counted.Dropped;
        try
        {
            _sinks.Complete(new CaptureStatistics
            {
                Start = start, End = Now(), Received = received, Dropped = counted.Dropped,
            });
            _sinks.Flush();
        }
        finally
        {
            invocation.Events.Report(new CaptureCounts(_captured, received, counted.Dropped).ToEvent());
        }
    }

    private static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * NanosecondsPerTick;
}
