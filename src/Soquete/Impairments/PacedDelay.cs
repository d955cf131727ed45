using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Soquete.Addresses;

namespace Soquete.Impairments;

/// <summary>One direction of a stream, delivered later and no faster than told. No byte is lost.</summary>
/// <remarks>
/// At most <see cref="MostBytes"/> are under way; whoever has more waits, as a sender does for a TCP window. So a delay
/// bounds the throughput: 4 MiB in each 100 ms are 40 MiB a second. One <see cref="SubmitAsync"/> at a time; the
/// callback that delivers runs on the thread pool, one call after the other, and its bytes are its own only until it
/// returns. <see cref="CompleteAsync"/> and <see cref="DisposeAsync"/> are those of <see cref="ImpairedLink{T}"/>.
/// </remarks>
internal sealed class PacedDelay : IAsyncDisposable
{
    /// <summary>How many bytes may be under way.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>How many pieces may be under way, so that single bytes do not take memory without end.</summary>
    public const int MostPieces = 16 * 1024;

    /// <summary>The longest piece that is delivered at once.</summary>
    public const int LongestPiece = 64 * 1024;

    /// <summary>
    /// How long one piece may take on the line: a slow line gives its bytes one after the other, not in heaps.
    /// </summary>
    private static readonly TimeSpan LongestPieceTime = TimeSpan.FromMilliseconds(10);

    private readonly RoomOnLine _room = new(Limits);
    private readonly Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> _deliver;
    private readonly ImpairedLink<Piece> _link;
    private readonly int _pieceLength;

    /// <summary>A stream that begins now.</summary>
    /// <param name="delay">How much later everything is delivered.</param>
    /// <param name="rate">Bits a second; null for as many as come.</param>
    /// <param name="deliver">Takes what comes out; its token is cancelled when this is disposed of.</param>
    /// <param name="time">What to measure time with; the system's unless given.</param>
    public PacedDelay(
        TimeSpan delay, long? rate, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> deliver,
        TimeProvider? time = null)
    {
        _deliver = deliver;
        _pieceLength = PieceLength(rate);
        _link = new ImpairedLink<Piece>(
            new Impairment { Delay = delay, Rate = rate, Seed = 0 }, DeliverAsync,
            static _ => throw new UnreachableException(), static piece => piece.Return(), time,
            Limits);
    }

    /// <summary>How much may be under way.</summary>
    public static QueueLimits Limits => new(MostPieces, MostBytes);

    /// <summary>How many bytes were submitted and not delivered; after a failure, how many are lost.</summary>
    public long BytesUndelivered => _room.Bytes;

    /// <summary>How many bytes of a stream are delivered at once, at a rate in bits a second.</summary>
    public static int PieceLength(long? rate) => rate is { } bits
        ? (int)Math.Clamp(bits / 8 * LongestPieceTime.TotalSeconds, 1, LongestPiece)
        : LongestPiece;

    /// <summary>Takes bytes, all of them, waiting where too many are under way. They are copied.</summary>
    /// <remarks>
    /// What the callback threw is thrown here as well. After a cancellation some of the bytes are taken.
    /// </remarks>
    /// <exception cref="InvalidOperationException">It was completed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled, or this was disposed of.</exception>
    public async ValueTask SubmitAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        while (!bytes.IsEmpty)
        {
            var length = Math.Min(bytes.Length, _pieceLength);
            if (!await _room.EnterAsync(length, cancellationToken).ConfigureAwait(false))
            {
                await _link.CompleteAsync().ConfigureAwait(false);
                throw new InvalidOperationException("The stream was completed, and takes no more bytes.");
            }

            _link.Submit(Piece.Of(bytes.Span[..length]), length);
            bytes = bytes[length..];
        }
    }

    /// <summary>Takes no more, and returns when everything has been delivered, each piece in its time.</summary>
    /// <exception cref="OperationCanceledException">It was disposed of before that.</exception>
    public Task CompleteAsync()
    {
        _room.End();
        return _link.CompleteAsync();
    }

    public ValueTask DisposeAsync()
    {
        _room.End();
        return _link.DisposeAsync();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask DeliverAsync(Piece piece, CancellationToken cancellationToken)
    {
        try
        {
            await _deliver(piece.Bytes, cancellationToken).ConfigureAwait(false);
            _room.Leave(piece.Length);
        }
        catch
        {
            _room.End();
            throw;
        }
        finally
        {
            piece.Return();
        }
    }

    /// <summary>A copy of some bytes in a pooled buffer.</summary>
    private readonly record struct Piece(byte[] Buffer, int Length)
    {
        public ReadOnlyMemory<byte> Bytes => Buffer.AsMemory(0, Length);

        public static Piece Of(ReadOnlySpan<byte> bytes)
        {
            var piece = new Piece(ArrayPool<byte>.Shared.Rent(bytes.Length), bytes.Length);
            bytes.CopyTo(piece.Buffer);
            return piece;
        }

        public void Return() => ArrayPool<byte>.Shared.Return(Buffer);
    }
}
