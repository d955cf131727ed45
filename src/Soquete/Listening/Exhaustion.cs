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

    public static bool IsThat(Errno error) =>
        error is Errno.EMFILE or Errno.ENFILE or Errno.ENOBUFS or Errno.ENOMEM;

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
