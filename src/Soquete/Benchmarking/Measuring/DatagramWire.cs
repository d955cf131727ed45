using Soquete.Benchmarking.Protocol;
using Soquete.Datagrams;

namespace Soquete.Benchmarking.Measuring;

/// <summary>Questions over datagrams: each has a number, and is asked again until its answer has come.</summary>
internal sealed class DatagramWire(DatagramSocket socket, TimeSpan patience) : IControlWire
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // A hello is as long as its answer can be; what an echo sends back has to fit as well.
    private readonly byte[] _question = new byte[BenchProtocol.PaddedHelloBytes];
    private readonly byte[] _received = new byte[BenchProtocol.PaddedHelloBytes];
    private ulong _number;

    public string Peer => socket.Association?.ToString() ?? socket.Address.ToString();

    public ulong Token { private get; set; }

    public async ValueTask<int> ExchangeAsync(
        ReadOnlyMemory<byte> frame, Memory<byte> answer, CancellationToken cancellationToken)
    {
        var question = Write(frame);
        var end = Clock.Now + Clock.Nanoseconds(patience);
        var pause = FirstPause;
        while (Clock.Now < end)
        {
            await socket.SendAsync(question, cancellationToken).ConfigureAwait(false);
            var length = await ReceiveAsync(answer, pause, cancellationToken).ConfigureAwait(false);
            if (length > 0)
            {
                return length;
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        throw LinkWire.NoAnswer(Peer, patience);
    }

    public ValueTask DisposeAsync() => socket.DisposeAsync();

    private ReadOnlyMemory<byte> Write(ReadOnlyMemory<byte> frame)
    {
        Array.Clear(_question);
        new DatagramHeader(DatagramKind.Control, Token, 0, 0, ++_number, 0).Write(_question);
        frame.Span.CopyTo(_question.AsSpan(DatagramHeader.Bytes));
        var isHello = new FrameReader(frame.Span).Kind == MessageKind.Hello;
        return _question.AsMemory(0, isHello ? _question.Length : DatagramHeader.Bytes + frame.Length);
    }

    /// <summary>Receives the answer to the last question; 0 where none came in time.</summary>
    private async ValueTask<int> ReceiveAsync(
        Memory<byte> answer, TimeSpan pause, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(pause);
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(_received, limit.Token).ConfigureAwait(false);
                if (TryTake(_received.AsSpan(0, received.Count), answer.Span, out var length))
                {
                    return length;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    private bool TryTake(ReadOnlySpan<byte> received, Span<byte> answer, out int length)
    {
        length = 0;
        if (!DatagramHeader.TryRead(received, out var header) || header.Kind != DatagramKind.Control
            || header.Number != _number || header.Token != Token)
        {
            return false;
        }

        var frame = FrameReader.Unpadded(received[DatagramHeader.Bytes..]);
        length = Math.Min(frame.Length, answer.Length);
        frame[..length].CopyTo(answer);
        return length > 0;
    }
}
