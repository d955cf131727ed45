using System.Threading.Tasks.Sources;

namespace Soquete.Engines.IoUring;

/// <summary>A wait to receive, which may be told to the transfer's owner by whoever takes its result.</summary>
internal sealed class RingReceive : RingWait<TransferResult>, IValueTaskSource<int>
{
    private ITransferOwner? _owner;

    /// <summary>The task of a wait that has begun, for its owner.</summary>
    public ValueTask<int> For(ITransferOwner owner)
    {
        _owner = owner;
        return new ValueTask<int>(this, Version);
    }

    int IValueTaskSource<int>.GetResult(short token) => _owner!.Received(GetResult(token));
}
