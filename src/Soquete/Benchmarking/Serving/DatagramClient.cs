using Soquete.Benchmarking.Measuring;
using Soquete.Benchmarking.Protocol;
using Soquete.Datagrams;

namespace Soquete.Benchmarking.Serving;

/// <summary>A client that speaks by datagrams. But for its senders, all is done by the server's one loop.</summary>
/// <param name="session">What it measures.</param>
/// <param name="receipts">What became of its datagrams.</param>
/// <param name="source">Who it is.</param>
/// <param name="number">The number of its plan, which has been answered.</param>
internal sealed class DatagramClient(
    ServerSession session, DatagramReceipts receipts, DatagramPeer source, ulong number)
{
    private readonly FlowMeter?[] _meters = new FlowMeter?[session.Plan.Connections];
    private readonly byte[] _answer = new byte[BenchProtocol.MaxFrameBytes];
    private readonly long _begunAt = Clock.Now;
    private ulong _answered = number;
    private int _answerBytes;
    private long _heardAt = Clock.Now;

    public ServerSession Session => session;

    public TimeSpan SilentFor => Clock.Span(Clock.Now - Volatile.Read(ref _heardAt));

    public bool IsOverdue(TimeSpan longest) => Clock.Span(Clock.Now - _begunAt) > longest + longest;

    /// <summary>
    /// Answers a frame; one that was asked again, since the answer was lost, as it was answered then.
    /// </summary>
    public int Answer(ulong question, scoped ref FrameReader frame, Span<byte> room, DatagramClients clients)
    {
        Volatile.Write(ref _heardAt, Clock.Now);
        if (question < _answered)
        {
            // Late, on a path that reorders: the client has its answer.
            return 0;
        }

        if (question == _answered)
        {
            _answerBytes = _answerBytes == 0 ? FrameWriter.Write(_answer, MessageKind.Done) : _answerBytes;
            _answer.AsSpan(0, _answerBytes).CopyTo(room);
            return _answerBytes;
        }

        if (frame is { Kind: MessageKind.Bye, IsWhole: true })
        {
            clients.Remove(this, null);
            return FrameWriter.Write(room, MessageKind.Done);
        }

        (_answered, _answerBytes) = (question, session.Answer(ref frame, _answer));
        _answer.AsSpan(0, _answerBytes).CopyTo(room);
        return _answerBytes;
    }

    /// <summary>Takes the place of a connection, and begins to send to it where that was asked for.</summary>
    /// <returns>Whether it has it, now or from before.</returns>
    public bool TryJoin(DatagramSocket socket, int connection, in ReceivedDatagram received, bool isWildcard)
    {
        // A token is for the machine that asked for it: nobody has others flooded.
        if (connection >= _meters.Length || !IsSameMachine(received.Source))
        {
            return false;
        }

        if (_meters[connection] is not null)
        {
            return true;
        }

        if (session.TryJoin(connection) is not { } meter)
        {
            return false;
        }

        _meters[connection] = meter;
        if (session.Plan.ServerSends)
        {
            var sender = new DatagramSender(socket, meter, session.Control)
            {
                Token = session.Token, Connection = connection, DatagramBytes = session.Plan.BlockBytes,
                Rate = session.RateOfEach, To = received.Source, Answers = isWildcard ? received : null,
            };
            receipts.Add(sender);
            _ = SendAsync(sender);
        }

        return true;
    }

    /// <summary>Counts a datagram that came.</summary>
    public void Take(in DatagramHeader header, int bytes, long now)
    {
        if (header.Connection < _meters.Length && _meters[header.Connection] is { } meter
            && receipts.Of(header.Connection)?.Note(header, now) == true)
        {
            meter.AddReceived(bytes);
        }
    }

    /// <summary>Counts a request that goes back.</summary>
    public bool TryReply(in DatagramHeader header, int bytes)
    {
        if (!session.Plan.IsRequests || header.Connection >= _meters.Length
            || _meters[header.Connection] is not { } meter)
        {
            return false;
        }

        meter.AddReceived(bytes);
        meter.AddSent(bytes);
        return true;
    }

    private bool IsSameMachine(in DatagramPeer other) =>
        source.End.Address is not { } address || address.Equals(other.End.Address);

    private async Task SendAsync(DatagramSender sender)
    {
        await session.Started.ConfigureAwait(false);
        try
        {
            await sender.RunAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is SoqueteException or ObjectDisposedException)
        {
            // The client's socket is gone, and its silence will say so; or the server is closed.
        }

        session.CountEnded();
    }
}
