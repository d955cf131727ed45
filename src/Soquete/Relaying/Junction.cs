using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Relaying.Recording;
using Soquete.Streams;
using Soquete.Streams.Local;

namespace Soquete.Relaying;

/// <summary>Two connections joined: both directions, until each has ended.</summary>
/// <param name="first">One end.</param>
/// <param name="second">The other.</param>
/// <param name="toFirst">How late and how fast the first is sent to.</param>
/// <param name="toSecond">How late and how fast the second is sent to.</param>
/// <remarks>
/// The directions end each by itself: a side that has finished sending still gets the whole
/// answer, however late. A side that broke is not passed on as an ordinary end: the other side is
/// reset, so that nobody takes a part for the whole.
/// </remarks>
internal sealed class Junction(
    StreamConnection first, StreamConnection second, Impairment toFirst, Impairment toSecond) : IDisposable
{
    private readonly JunctionWay _forward = new(first, second, toSecond);
    private readonly JunctionWay _back = new(second, first, toFirst);
    private SoqueteException? _failure;
    private StreamConnection? _failedEnd;

    /// <summary>Where what passes is recorded; null for nowhere.</summary>
    public StreamFlow? Recorded { get; init; }

    public async Task<RelayResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken
            .UnsafeRegister(static state => ((Junction)state!).Stop(), this).ConfigureAwait(false);
        var forward = PassAsync(_forward, _back, Recorded?.Forward);
        var back = PassAsync(_back, _forward, Recorded?.Back);
        await Task.WhenAll(forward, back).ConfigureAwait(false);
        Recorded?.Close(_failure, isByFirst: _failedEnd == first);
        if (cancellationToken.IsCancellationRequested || _failure is not null)
        {
            first.Abort();
            second.Abort();
        }
        else
        {
            await first.CloseAsync(cancellationToken).ConfigureAwait(false);
            await second.CloseAsync(cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new RelayResult(first.BytesReceived, second.BytesReceived, _failure, _failedEnd);
    }

    public void Dispose()
    {
        _forward.Dispose();
        _back.Dispose();
    }

    private void Stop()
    {
        _forward.Stop();
        _back.Stop();
    }

    private async Task PassAsync(JunctionWay own, JunctionWay opposite, RecordedDirection? recorded)
    {
        var end = await PumpAsync(own, recorded).ConfigureAwait(false);
        if (end.Outcome == PumpOutcome.DestinationGone && !own.To.Transport.IsSocket)
        {
            end = await PumpUnheardAsync(own, opposite, recorded).ConfigureAwait(false);
        }

        switch (end.Outcome)
        {
            case PumpOutcome.EndOfInput:
                recorded?.End();
                await EndAsync(own, opposite).ConfigureAwait(false);
                break;
            case PumpOutcome.SourceFailed:
                Fail(own.From, end, "recv");
                own.To.Abort();
                await opposite.StopAsync().ConfigureAwait(false);
                break;
            case PumpOutcome.DestinationFailed:
                await EndAtDestinationAsync(own.To, end, opposite).ConfigureAwait(false);
                break;
            default:
                break;
        }

        own.End();
    }

    /// <summary>
    /// Who reads a pipe went away, by which nothing is lost yet: the other direction goes on, and ends this one. The
    /// first byte that nobody can be given ends both.
    /// </summary>
    private static async Task<PumpEnd> PumpUnheardAsync(
        JunctionWay own, JunctionWay opposite, RecordedDirection? recorded)
    {
        var pump = DescriptorPump.RunAsync(own.From, own.To, recorded, own.Stopping, watchesDestination: false);
        if (await Task.WhenAny(pump, opposite.Ended).ConfigureAwait(false) == opposite.Ended)
        {
            await own.StopAsync().ConfigureAwait(false);
        }

        return await pump.ConfigureAwait(false);
    }

    private static Task<PumpEnd> PumpAsync(JunctionWay way, RecordedDirection? recorded)
    {
        var (from, to, stop) = (way.From, way.To, way.Stopping);
        return Pace.IsAskedFor(way.Impairment) ? new PacedPump(from, to, way.Impairment, recorded).RunAsync(stop)
            : from.Transport.IsSocket && to.Transport.IsSocket ? SocketPump.RunAsync(from, to, recorded, stop)
            : DescriptorPump.RunAsync(from, to, recorded, stop);
    }

    /// <summary>Passes the end on. Where the source is gone altogether, nobody is left to send to.</summary>
    private async ValueTask EndAsync(JunctionWay own, JunctionWay opposite)
    {
        try
        {
            await own.To.CompleteOutputAsync().ConfigureAwait(false);
        }
        catch (SoqueteException failure)
        {
            _failure ??= failure;
            _failedEnd ??= own.To;
        }

        if (own.From.Transport.IsSocket && own.From.Transport.IsHungUp())
        {
            await opposite.StopAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A socket that takes no more may still send; a file or a pipe that takes no more is the end.</summary>
    private async ValueTask EndAtDestinationAsync(StreamConnection to, PumpEnd end, JunctionWay opposite)
    {
        // A child may end without reading all of its input, as in a shell's pipeline.
        if (!(to.Transport is ChildTransport && Failure.IsPeerGone(end.Error)))
        {
            Fail(to, end, "send");
        }

        if (!to.Transport.IsSocket)
        {
            await opposite.StopAsync().ConfigureAwait(false);
        }
    }

    private void Fail(StreamConnection connection, PumpEnd end, string call)
    {
        var failure = connection.Failed(end.Error, call) as SoqueteException ?? new SoqueteException(
            FailureKind.Other, connection.Association.ToString(), "the connection was closed", call,
            ErrnoText.Name(end.Error));
        _failure ??= SayLoss(failure, end);
        _failedEnd ??= connection;
    }

    /// <summary>
    /// A full disk takes a part of what was read for it; what was read and not taken is nowhere else.
    /// </summary>
    private static SoqueteException SayLoss(SoqueteException failure, PumpEnd end) =>
        end.BytesUndelivered == 0 || failure is PeerBrokeOffException ? failure : new SoqueteException(
            failure.Kind, failure.Address, $"{ErrnoText.Describe(end.Error)}; {end.BytesUndelivered} bytes are lost",
            failure.Call, failure.ErrorName, failure.Remedy);
}
