using System.Buffers;
using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Framing;
using Soquete.Impairments;
using Soquete.Streams;

namespace Soquete.Relaying.Messages;

/// <summary>Messages in the frames of a stream.</summary>
internal sealed class FramedEnd : MessageEnd
{
    private readonly StreamConnection _connection;
    private readonly FrameFormat _format;
    private readonly FrameReader _reader;
    private readonly PacedDelay? _pace;
    private bool _hasEnded;

    /// <summary>Takes a connection over.</summary>
    /// <param name="connection">The stream.</param>
    /// <param name="format">Its frames.</param>
    /// <param name="impairment">How late and how fast it is sent to.</param>
    /// <param name="outgoing">Where what is sent to it is counted.</param>
    public FramedEnd(StreamConnection connection, FrameFormat format, Impairment impairment, FlowTotals outgoing)
        : base(connection.Association, connection.PeerCredentials, outgoing)
    {
        _connection = connection;
        _format = format;
        _reader = new FrameReader(format);
        _pace = Pace.For(impairment, connection.SendAsync);
    }

    public override bool HasEnd => true;

    public override bool IsHungUp => _connection.Transport.IsSocket && _connection.Transport.IsHungUp();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<IncomingMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_reader.TryRead(out var message))
            {
                CountReceived(message.Length);
                return new IncomingMessage(message);
            }

            ThrowIfBroken(_reader.Problem);
            if (_hasEnded)
            {
                return IncomingMessage.End;
            }

            var count = await _connection.ReceiveAsync(_reader.GetMemory(), cancellationToken).ConfigureAwait(false);
            _hasEnded = count == 0;
            if (_hasEnded)
            {
                _reader.Complete();
            }
            else
            {
                _reader.Advance(count);
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(
        ReadOnlyMemory<byte> bytes, PassedDescriptors? descriptors, CancellationToken cancellationToken)
    {
        // A stream of frames has no place for descriptors: they end here.
        descriptors?.Dispose();
        var frame = ArrayPool<byte>.Shared.Rent(FrameWriter.FrameLength(_format, bytes.Span));
        try
        {
            if (FrameWriter.Write(_format, bytes.Span, frame, out var length) is not null)
            {
                throw new MessageTooLongException(Peer.Association.ToString(), "send", null);
            }

            var framed = frame.AsMemory(0, length);
            await SendAsync(framed, cancellationToken).ConfigureAwait(false);
            CountSent(bytes.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    public override async ValueTask CompleteOutputAsync(CancellationToken cancellationToken)
    {
        if (_pace is { } pace)
        {
            await pace.CompleteAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        await _connection.CompleteOutputAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        await CompleteOutputAsync(cancellationToken).ConfigureAwait(false);
        await _connection.CloseAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Abort() => _connection.Abort();

    public override async ValueTask DisposeAsync()
    {
        if (_pace is { } pace)
        {
            await pace.DisposeAsync().ConfigureAwait(false);
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> framed, CancellationToken cancellationToken) =>
        _pace is { } pace
            ? pace.SubmitAsync(framed, cancellationToken)
            : _connection.SendAsync(framed, cancellationToken);

    private void ThrowIfBroken(FrameProblem? problem)
    {
        if (problem is { } found)
        {
            throw new SoqueteException(
                found.Kind == FrameProblemKind.CutShort ? FailureKind.PeerBrokeOff : FailureKind.Other,
                Peer.Association.ToString(), found.ToString());
        }
    }
}
