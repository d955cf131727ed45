using System.Runtime.InteropServices;
using Soquete.Interop;
using Soquete.Peers;

namespace Soquete.Listening;

/// <summary>
/// What a listener does when descriptors or memory have run out: it gives back its reserve, and pauses until it has it
/// again. Peers wait in the backlog.
/// </summary>
internal sealed class Exhaustion : IDisposable
{
    /// <summary>How long each pause is.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly DescriptorReserve _reserve = new();
    private readonly DescriptorRoom _room = new();

    public static bool IsThat(Errno error) =>
        error is Errno.EMFILE or Errno.ENFILE or Errno.ENOBUFS or Errno.ENOMEM;

    /// <summary>
    /// Whether a descriptor that was accepted is one of the last. The runtime needs some before the next accept could
    /// say that there is none: it ends the process where it cannot start a thread.
    /// </summary>
    public bool IsNear(SafeHandle accepted) => _room.MayLack(DescriptorReserve.Spare, accepted.DangerousGetHandle());

    public async ValueTask WaitOutAsync(
        Errno error, Action<AcceptPause>? paused, CancellationToken cancellationToken)
    {
        _reserve.Release();
        do
        {
            paused?.Invoke(new AcceptPause(ErrnoText.Name(error), Pause));
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
        while (!_reserve.TryRefill());
    }

    public void Dispose() => _reserve.Dispose();
}
