using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Soquete.Probing;

/// <summary>Looks up names beside a trace, a few at once. For any number of threads.</summary>
internal sealed class TraceNames : IDisposable
{
    private const int MostAtOnce = 4;

    private readonly Func<IPAddress, CancellationToken, Task<string?>> _lookup;
    private readonly ConcurrentDictionary<IPAddress, string> _found = [];
    private readonly Dictionary<IPAddress, (Task Task, long Began)> _lookups = [];
    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();

    public TraceNames(Func<IPAddress, CancellationToken, Task<string?>>? lookup) =>
        _lookup = lookup ?? AskSystemAsync;

    /// <summary>Begins to look for an address's name, unless that was begun.</summary>
    public (Task Task, long Began) Begin(IPAddress address)
    {
        lock (_gate)
        {
            return _lookups.TryGetValue(address, out var begun)
                ? begun
                : _lookups[address] = (Task.Run(() => FindAsync(address)), Stopwatch.GetTimestamp());
        }
    }

    /// <summary>The name, if it is found by now.</summary>
    public string? NameOf(IPAddress address) => _found.GetValueOrDefault(address);

    /// <summary>
    /// Waits until all of these are found, or their time is over: it began when they answered, so that many hops whose
    /// names nobody knows hold up a trace no longer than one.
    /// </summary>
    public async Task WaitForAsync(
        IEnumerable<IPAddress> addresses, TimeSpan timeout, CancellationToken cancellationToken)
    {
        foreach (var (task, began) in addresses.Select(Begin))
        {
            var left = timeout - Stopwatch.GetElapsedTime(began);
            if (!task.IsCompleted && left > TimeSpan.Zero)
            {
                await Task.WhenAny(task, Task.Delay(left, cancellationToken)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public void Dispose() => _stopping.Cancel();

    private async Task FindAsync(IPAddress address)
    {
        try
        {
            await _places.WaitAsync(_stopping.Token).ConfigureAwait(false);
            try
            {
                if (await _lookup(address, _stopping.Token).ConfigureAwait(false) is { } name)
                {
                    _found[address] = name;
                }
            }
            finally
            {
                _places.Release();
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // An address without a name is shown as it is.
        }
    }

    /// <summary>
    /// getnameinfo(3), which knows /etc/hosts too. It cannot be cancelled: where it hangs, nobody waits for it.
    /// </summary>
    private static async Task<string?> AskSystemAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var entry = await Dns.GetHostEntryAsync(address.ToString(), cancellationToken).ConfigureAwait(false);
        return IPAddress.TryParse(entry.HostName, out _) ? null : entry.HostName;
    }
}
