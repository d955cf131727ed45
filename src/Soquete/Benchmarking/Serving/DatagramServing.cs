using Soquete.Benchmarking.Measuring;
using Soquete.Benchmarking.Protocol;
using Soquete.Datagrams;

namespace Soquete.Benchmarking.Serving;

/// <summary>Serves everybody who sends datagrams to one socket, in one loop.</summary>
internal sealed class DatagramServing : IDisposable
{
    /// <summary>How many answers may wait for room at once; more are dropped, and asked for again.</summary>
    private const int MostAnswers = 64;

    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    private readonly DatagramSocket _socket;
    private readonly DatagramClients _clients;
    private readonly BatchReply _replies;
    private readonly byte[] _answer = new byte[BenchProtocol.PaddedHelloBytes];
    private DatagramClient? _last;
    private int _answers;

    private DatagramServing(SessionTable table, DatagramSocket socket)
    {
        _socket = socket;
        _clients = new DatagramClients(table, socket);
        _replies = new BatchReply(socket);
    }

    /// <summary>Serves a socket until the token is cancelled.</summary>
    /// <exception cref="SoqueteException">The socket failed.</exception>
    public static async Task ServeAsync(SessionTable table, DatagramSocket socket, CancellationToken stop)
    {
        using var serving = new DatagramServing(table, socket);
        await serving.RunAsync(stop).ConfigureAwait(false);
    }

    private async Task RunAsync(CancellationToken stop)
    {
        var sweeping = SweepAsync(stop);
        var turn = default(Turn);
        using var batch = new DatagramBatch();
        try
        {
            while (true)
            {
                await _socket.ReceiveAsync(batch, stop).ConfigureAwait(false);
                Take(batch);
                if (turn.IsOver())
                {
                    await Task.Yield();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop.
        }
        finally
        {
            _clients.RemoveAll(null);
        }

        await sweeping.ConfigureAwait(false);
    }

    public void Dispose() => _replies.Dispose();

    private void Take(DatagramBatch batch)
    {
        var now = Clock.Now;
        var requests = 0;
        foreach (var entry in batch)
        {
            if (DatagramHeader.TryRead(entry.Bytes, out var header))
            {
                requests += Take(header, entry, now) ? 1 : 0;
            }
        }

        if (requests == batch.Count && _replies.TakesBatches)
        {
            // Nothing else came: they go back as they are, all with one call.
            _replies.Send(batch);
        }
        else if (requests > 0)
        {
            ReplyOneByOne(batch);
        }
    }

    /// <summary>Takes one datagram.</summary>
    /// <returns>Whether it is a request, which is to go back.</returns>
    private bool Take(in DatagramHeader header, in DatagramBatch.Entry entry, long now)
    {
        switch (header.Kind)
        {
            case DatagramKind.Data:
                Find(header.Token)?.Take(header, entry.Bytes.Length, now);
                return false;
            case DatagramKind.Request:
                return Find(header.Token)?.TryReply(header, entry.Bytes.Length) == true;
            case DatagramKind.Join:
                Join(header, entry);
                return false;
            case DatagramKind.Control:
                Answer(header, entry);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Mostly the same client as before.</summary>
    private DatagramClient? Find(ulong token)
    {
        if (_last?.Session is { IsOver: false } session && session.Token == token)
        {
            return _last;
        }

        return _last = _clients.Find(token);
    }

    private void Join(in DatagramHeader header, in DatagramBatch.Entry entry)
    {
        var details = entry.Details;
        if (Find(header.Token)?.TryJoin(_socket, header.Connection, details, _replies.IsWildcard) == true)
        {
            _ = ReplyAsync(entry.Bytes[..DatagramHeader.Bytes].ToArray(), details);
        }
    }

    private void Answer(in DatagramHeader header, in DatagramBatch.Entry entry)
    {
        var details = entry.Details;
        var length = _clients.Answer(header, entry.Bytes[DatagramHeader.Bytes..], details, _answer);
        if (length > 0)
        {
            _ = ReplyAsync(_answer.AsSpan(0, length).ToArray(), details);
        }
    }

    private void ReplyOneByOne(DatagramBatch batch)
    {
        foreach (var entry in batch)
        {
            if (DatagramHeader.TryRead(entry.Bytes, out var header) && header.Kind == DatagramKind.Request
                && Find(header.Token) is not null
                && (_replies.TakesBatches || !_replies.TrySend(entry.Bytes, entry.Peer)))
            {
                _ = ReplyAsync(entry.Bytes.ToArray(), entry.Details);
            }
        }
    }

    private async Task ReplyAsync(byte[] answer, ReceivedDatagram received)
    {
        try
        {
            if (Interlocked.Increment(ref _answers) > MostAnswers)
            {
                return;
            }

            using var patience = new CancellationTokenSource(SweepPeriod);
            await _socket.ReplyAsync(answer, received, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SoqueteException or ObjectDisposedException or OperationCanceledException)
        {
            // Who is gone or does not read gets no answer; who is there asks again.
        }
        finally
        {
            Interlocked.Decrement(ref _answers);
        }
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(SweepPeriod);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                _clients.RemoveSilent();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop.
        }
    }
}
