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
    private readonly CancellationTokenSource _stopForward = new();
    private readonly CancellationTokenSource _stopBack = new();
    private readonly TaskCompletionSource _forwardEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _backEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SoqueteException? _failure;
    private StreamConnection? _failedEnd;

    /// <summary>Where what passes is recorded; null for nowhere.</summary>
    public StreamFlow? Recorded { get; init; }

    public async Task<RelayResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken
            .UnsafeRegister(static state => ((Junction)state!).Stop(), this).ConfigureAwait(false);
        var forward = PassAsync(first, second, toSecond, Recorded?.Forward, _stopForward, _stopBack);
        var back = PassAsync(second, first, toFirst, Recorded?.Back, _stopBack, _stopForward);
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
        _stopForward.Dispose();
        _stopBack.Dispose();
    }

    private void Stop()
    {
        _stopForward.Cancel();
        _stopBack.Cancel();
    }

    private async Task PassAsync(
        StreamConnection from, StreamConnection to, Impairment impairment, RecordedDirection? recorded,
        CancellationTokenSource own, CancellationTokenSource opposite)
    {
        var end = await PumpAsync(from, to, impairment, recorded, own.Token).ConfigureAwait(false);
        if (end.Outcome == PumpOutcome.DestinationGone && !to.Transport.IsSocket)
        {
            end = await PumpUnheardAsync(from, to, recorded, own).ConfigureAwait(false);
        }

        switch (end.Outcome)
        {
            case PumpOutcome.EndOfInput:
                recorded?.End();
                await EndAsync(from, to, opposite).ConfigureAwait(false);
                break;
            case PumpOutcome.SourceFailed:
                Fail(from, end, "recv");
                to.Abort();
                await opposite.CancelAsync().ConfigureAwait(false);
                break;
            case PumpOutcome.DestinationFailed:
                await EndAtDestinationAsync(to, end, opposite).ConfigureAwait(false);
                break;
            default:
                break;
        }

        (own == _stopForward ? _forwardEnded : _backEnded).SetResult();
    }

    /// <summary>
    /// Who reads a pipe went away, by which nothing is lost yet: the other direction goes on, and ends this one. The
    /// first byte that nobody can be given ends both.
    /// </summary>
    private async Task<PumpEnd> PumpUnheardAsync(
        StreamConnection from, StreamConnection to, RecordedDirection? recorded, CancellationTokenSource own)
    {
        var pump = DescriptorPump.RunAsync(from, to, recorded, own.Token, watchesDestination: false);
        var other = (own == _stopForward ? _backEnded : _forwardEnded).Task;
        if (await Task.WhenAny(pump, other).ConfigureAwait(false) == other)
        {
            await own.CancelAsync().ConfigureAwait(false);
        }

        return await pump.ConfigureAwait(false);
    }

    private static Task<PumpEnd> PumpAsync(
        StreamConnection from, StreamConnection to, Impairment impairment, RecordedDirection? recorded,
        CancellationToken stop) =>
        Pace.IsAskedFor(impairment) ? new PacedPump(from, to, impairment, recorded).RunAsync(stop)
        : from.Transport.IsSocket && to.Transport.IsSocket ? SocketPump.RunAsync(from, to, recorded, stop)
        : DescriptorPump.RunAsync(from, to, recorded, stop);

    /// <summary>Passes the end on. Where the source is gone altogether, nobody is left to send to.</summary>
    private async ValueTask EndAsync(StreamConnection from, StreamConnection to, CancellationTokenSource opposite)
    {
        try
        {
            await to.CompleteOutputAsync().ConfigureAwait(false);
        }
        catch (SoqueteException failure)
        {
            _failure ??= failure;
            _failedEnd ??= to;
        }

        if (from.Transport.IsSocket && from.Transport.IsHungUp())
        {
            await opposite.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A socket that takes no more may still send; a file or a pipe that takes no more is the end.</summary>
    private async ValueTask EndAtDestinationAsync(StreamConnection to, PumpEnd end, CancellationTokenSource opposite)
    {
        // A child may end without reading all of its input, as in a shell's pipeline.
        if (!(to.Transport is ChildTransport && Failure.IsPeerGone(end.Error)))
        {
            Fail(to, end, "send");
        }

        if (!to.Transport.IsSocket)
        {
            await opposite.CancelAsync().ConfigureAwait(false);
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
