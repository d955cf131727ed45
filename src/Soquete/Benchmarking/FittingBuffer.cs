using System.Buffers;

namespace Soquete.Benchmarking;

/// <summary>
/// Room for what a stream brings: little while little comes, so that idle peers cost little, and more while more does.
/// </summary>
internal sealed class FittingBuffer : IDisposable
{
    private const int SmallBytes = 2 * 1024;
    private const int LargeBytes = 64 * 1024;

    private readonly byte[] _small;
    private readonly bool _isFixed;
    private byte[]? _large;

    public FittingBuffer() => _small = GC.AllocateUninitializedArray<byte>(SmallBytes);

    private FittingBuffer(byte[] always)
    {
        _small = _large = always;
        _isFixed = true;
    }

    public Memory<byte> Memory => _large ?? _small;

    /// <summary>Room for whole messages, which would be cut where they do not fit.</summary>
    public static FittingBuffer ForMessages() => new(ArrayPool<byte>.Shared.Rent(MessageBuffer.Bytes));

    /// <summary>Tells how much came last; what was in the buffer is gone then.</summary>
    public void Fit(int count)
    {
        if (_isFixed)
        {
            return;
        }

        if (_large is null && count == SmallBytes)
        {
            _large = ArrayPool<byte>.Shared.Rent(LargeBytes);
        }
        else if (_large is not null && count < SmallBytes)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        if (_large is { } large)
        {
            _large = null;
            ArrayPool<byte>.Shared.Return(large);
        }
    }
}
