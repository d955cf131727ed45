using Soquete.Benchmarking.Measuring;
using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Serving;

/// <summary>Serves connections: the first frame says whether one is for control or for data.</summary>
internal sealed class ConnectionServing(SessionTable table)
{
    private int _open;

    /// <summary>
    /// Those that have not said what they are count too, so that nobody fills the server with silent connections.
    /// </summary>
    private int MostOpen => table.Options.MaxConnections + (2 * table.Options.MaxClients);

    /// <summary>Serves one to its end.</summary>
    /// <exception cref="SoqueteException">It failed, or said nothing for too long.</exception>
    public async Task ServeAsync(DataLink link, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _open) > MostOpen)
            {
                link.Abort();
                return;
            }

            var frame = new byte[BenchProtocol.MaxFrameBytes];
            var length = await ReceiveAsync(link, frame, cancellationToken).ConfigureAwait(false);
            if (length > 0 && IsJoin(frame, length))
            {
                await ServeDataAsync(link, frame.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            }
            else if (length > 0)
            {
                await ServeControlAsync(link, frame, length, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static bool IsJoin(byte[] frame, int length) =>
        new FrameReader(frame.AsSpan(0, length)).Kind == MessageKind.Join;

    private async Task ServeControlAsync(
        DataLink link, byte[] frame, int length, CancellationToken cancellationToken)
    {
        var conversation = new Conversation(table, link.Association);
        var answer = new byte[BenchProtocol.MaxFrameBytes];
        Exception? failure = null;
        try
        {
            while (length > 0 && !conversation.IsOver)
            {
                var count = conversation.Answer(frame.AsSpan(0, length), answer);
                await SendAsync(link, answer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                length = await ReceiveAsync(link, frame, cancellationToken).ConfigureAwait(false);
            }

            failure = conversation.IsDone ? null : GoneEarly(link);
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            if (conversation.Session is { } session)
            {
                table.Remove(session, failure);
            }
        }
    }

    private async Task ServeDataAsync(
        DataLink link, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var answer = new byte[BenchProtocol.MaxFrameBytes];
        var (session, meter) = Join(frame.Span);
        if (session is null || meter is null)
        {
            var problem = FrameWriter.WriteProblem(answer, FailureKind.NotPermitted, "nobody measures with this token");
            await SendAsync(link, answer.AsMemory(0, problem), cancellationToken).ConfigureAwait(false);
            return;
        }

        session.Hold(link);
        try
        {
            var done = FrameWriter.Write(answer, MessageKind.Done);
            await SendAsync(link, answer.AsMemory(0, done), cancellationToken).ConfigureAwait(false);
            await (session.Plan.IsRequests
                ? EchoAsync(link, meter, session.Control.Abandon)
                : FlowOf(session, link, meter).RunAsync()).ConfigureAwait(false);
        }
        finally
        {
            session.Release(link);
            session.CountEnded();
        }
    }

    private (ServerSession? Session, FlowMeter? Meter) Join(ReadOnlySpan<byte> received)
    {
        var frame = new FrameReader(received);
        var token = frame.UInt64();
        var connection = frame.UInt16();
        return frame.IsWhole && table.TryFind(token, out var session)
            ? (session, session.TryJoin(connection))
            : (null, null);
    }

    private static StreamFlow FlowOf(ServerSession session, DataLink link, FlowMeter meter) =>
        new(link, meter, session.Control)
        {
            BlockBytes = session.Plan.BlockBytes, Rate = session.RateOfEach, Sends = session.Plan.ServerSends,
            Start = session.Started,
        };

    private static async Task EchoAsync(DataLink link, FlowMeter meter, CancellationToken cancellationToken)
    {
        using var room = link.KeepsBoundaries ? FittingBuffer.ForMessages() : new FittingBuffer();
        while (await link.ReceiveAsync(room.Memory, cancellationToken).ConfigureAwait(false) is var count && count > 0)
        {
            meter.AddReceived(count);
            await link.SendAsync(room.Memory[..count], cancellationToken).ConfigureAwait(false);
            meter.AddSent(count);
            room.Fit(count);
        }

        await link.CompleteOutputAsync().ConfigureAwait(false);
        meter.Tcp = link.ReadTcp();
    }

    private async ValueTask<int> ReceiveAsync(DataLink link, byte[] frame, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(table.Options.Patience);
        try
        {
            return await FrameExchange.ReceiveAsync(link, frame, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SoqueteException(
                FailureKind.TimedOut, link.Association.ToString(), "the client said nothing for too long");
        }
    }

    private async ValueTask SendAsync(DataLink link, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(table.Options.Patience);
        await link.SendAsync(frame, patience.Token).ConfigureAwait(false);
    }

    private static SoqueteException GoneEarly(DataLink link) =>
        new(FailureKind.PeerBrokeOff, link.Association.ToString(), "the client left before it was done");
}
