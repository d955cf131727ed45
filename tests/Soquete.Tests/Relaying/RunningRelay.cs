using System.Collections.Concurrent;
using Soquete.Addresses;
using Soquete.Peers;
using Soquete.Relaying;
using Soquete.Relaying.Recording;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying;

/// <summary>A relay of two addresses that runs, and all that it told.</summary>
internal sealed class RunningRelay : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private RelayServer? _server;

    /// <summary>The port of the first address, where it is bound or listened on.</summary>
    public int? Port { get; private set; }

    public Task<RelayReport> Running { get; private set; } = Task.FromResult(new RelayReport());

    public RelayReport Report => _server!.Report;

    public ConcurrentBag<RelayResult> Results { get; } = [];

    public ConcurrentQueue<(IConnection First, RelayResult Result)> Ended { get; } = [];

    public ConcurrentQueue<(IConnection First, IConnection Second)> Joined { get; } = [];

    public ConcurrentBag<Exception> Failures { get; } = [];

    public static async Task<RunningRelay> StartAsync(
        string from, string to, TimeSpan? grace = null, RelayRecording? recording = null)
    {
        var relay = new RunningRelay();
        var listening = new TaskCompletionSource<int?>();
        var opening = Address.Parse(to) is SocketEndAddress { Role: AddressRole.Listen } ? 2 : 1;
        relay._server = new RelayServer(Address.Parse(from), Address.Parse(to))
        {
            Grace = grace ?? Limits.Event,
            Recording = recording,
            OnListening = listener => Note(listener.LocalEnds[0], listener.Address),
            OnListeningForMessages = listener => Note(listener.LocalEnds[0], listener.Address),
            OnBound = socket => Note(socket.LocalEnds[0], socket.Address),
            OnJoined = (first, second) => relay.Joined.Enqueue((first, second)),
            OnEnded = (first, _, result) =>
            {
                relay.Results.Add(result);
                relay.Ended.Enqueue((first, result));
            },
            OnFailed = (_, failure) => relay.Failures.Add(failure),
        };
        relay.Running = relay._server.RunAsync(relay._stop.Token);
        relay.Port = await (await Task.WhenAny(listening.Task, FailAsync(relay.Running))).Soon();
        return relay;

        void Note(SocketEnd end, Address address)
        {
            var isFirst = address.Scheme == Address.Parse(from).Scheme;
            relay.Port ??= isFirst ? end.Port : null;
            if (--opening == 0)
            {
                listening.TrySetResult(relay.Port);
            }
        }
    }

    public async Task<RelayReport> StopAsync()
    {
        await _stop.CancelAsync();
        return await Running.Soon();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    private static async Task<int?> FailAsync(Task running)
    {
        await running;
        return null;
    }
}
