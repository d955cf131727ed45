using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Measuring;

/// <summary>The client's side of the control connection: one question after the other.</summary>
internal sealed class ControlClient(IControlWire wire) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly byte[] _question = new byte[BenchProtocol.MaxFrameBytes];
    private readonly byte[] _answer = new byte[BenchProtocol.MaxFrameBytes];

    /// <summary>What the server gave.</summary>
    public ulong Token { get; private set; }

    /// <summary>What this client greeted with.</summary>
    public ulong Nonce { get; } = (ulong)Random.Shared.NextInt64();

    /// <summary>Says hello, and finds out who is there.</summary>
    /// <exception cref="SoqueteException">Neither a server nor an echo, or it refused.</exception>
    public async Task<BenchmarkPeer> GreetAsync(CancellationToken cancellationToken)
    {
        var length = await ExchangeAsync(WriteHello, cancellationToken).ConfigureAwait(false);
        if (_answer.AsSpan(0, length).SequenceEqual(_question.AsSpan(0, length)))
        {
            return BenchmarkPeer.Echo;
        }

        wire.Token = Token = ReadWelcome(length) ?? throw FrameExchange.NotSpoken(wire.Peer);
        return BenchmarkPeer.Server;
    }

    public Task PlanAsync(Plan plan, CancellationToken cancellationToken) =>
        TellAsync(room => plan.Write(room), cancellationToken);

    public Task TellAsync(MessageKind kind, CancellationToken cancellationToken) =>
        TellAsync(room => FrameWriter.Write(room, kind), cancellationToken);

    public async Task<Counts> AskAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var length = await ExchangeAsync(
                static room => FrameWriter.Write(room, MessageKind.Ask), cancellationToken).ConfigureAwait(false);
            return ReadCounts(length);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What the server's kernel knows of its end of a connection.</summary>
    public async Task<TcpInformation?> AskConnectionAsync(int connection, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var length = await ExchangeAsync(room => WriteQuestion(room, connection), cancellationToken)
                .ConfigureAwait(false);
            return ReadConnection(length);
        }
        finally
        {
            _turn.Release();
        }
    }

    public ValueTask DisposeAsync() => wire.DisposeAsync();

    /// <summary>Writes what a data connection begins with.</summary>
    public static int WriteJoin(Span<byte> room, ulong token, int connection)
    {
        var frame = new FrameWriter(room, MessageKind.Join);
        frame.UInt64(token);
        frame.UInt16((ushort)connection);
        return frame.End();
    }

    /// <summary>Throws where an answer is a problem, or none that is known.</summary>
    public static void RequireDone(ReadOnlySpan<byte> answer, string peer)
    {
        if (new FrameReader(answer) is not { Kind: MessageKind.Done, IsWhole: true })
        {
            throw FrameExchange.NotSpoken(peer);
        }
    }

    /// <summary>The exception that a problem stands for; null where the frame is none.</summary>
    public static SoqueteException? ProblemOf(ReadOnlySpan<byte> answer, string peer)
    {
        var frame = new FrameReader(answer);
        if (frame.Kind != MessageKind.Problem)
        {
            return null;
        }

        var kind = (FailureKind)frame.Byte();
        return new SoqueteException(
            Enum.IsDefined(kind) ? kind : FailureKind.Other, peer, $"the server says: {frame.Text()}");
    }

    private async Task TellAsync(Func<Span<byte>, int> write, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var length = await ExchangeAsync(write, cancellationToken).ConfigureAwait(false);
            RequireDone(_answer.AsSpan(0, length), wire.Peer);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<int> ExchangeAsync(Func<Span<byte>, int> write, CancellationToken cancellationToken)
    {
        var question = _question.AsMemory(0, write(_question));
        var length = await wire.ExchangeAsync(question, _answer, cancellationToken).ConfigureAwait(false);
        if (length == 0)
        {
            throw new SoqueteException(FailureKind.PeerBrokeOff, wire.Peer, "the peer closed the control connection");
        }

        return ProblemOf(_answer.AsSpan(0, length), wire.Peer) is { } problem ? throw problem : length;
    }

    private int WriteHello(Span<byte> room)
    {
        var hello = new FrameWriter(room, MessageKind.Hello);
        hello.Bytes(BenchProtocol.Magic);
        hello.UInt16(BenchProtocol.Version);
        hello.UInt64(Nonce);
        return hello.End();
    }

    private static int WriteQuestion(Span<byte> room, int connection)
    {
        var frame = new FrameWriter(room, MessageKind.AskConnection);
        frame.UInt16((ushort)connection);
        return frame.End();
    }

    private ulong? ReadWelcome(int length)
    {
        var frame = new FrameReader(_answer.AsSpan(0, length));
        var isWelcome = frame.Kind == MessageKind.Welcome & frame.UInt16() == BenchProtocol.Version;
        var token = frame.UInt64();
        return isWelcome && frame.IsWhole ? token : null;
    }

    private Counts ReadCounts(int length)
    {
        var frame = new FrameReader(_answer.AsSpan(0, length));
        return frame.Kind == MessageKind.Counts && Counts.TryRead(ref frame, out var counts)
            ? counts : throw FrameExchange.NotSpoken(wire.Peer);
    }

    private TcpInformation? ReadConnection(int length)
    {
        var frame = new FrameReader(_answer.AsSpan(0, length));
        return frame.Kind == MessageKind.Connection && ConnectionCounts.TryRead(ref frame, out var tcp)
            ? tcp : throw FrameExchange.NotSpoken(wire.Peer);
    }
}
