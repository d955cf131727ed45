using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Addresses.Resolution;

namespace Soquete.Streams.Connecting;

/// <summary>
/// Happy Eyeballs, version 2 (RFC 8305): lookups of both families at once, addresses in turn, an attempt every
/// <see cref="AttemptDelay"/> or as soon as one failed; the first connection wins and the others are closed.
/// </summary>
internal sealed class HappyEyeballs(
    TcpAddress address, CandidateSource source, Func<IPEndPoint, CancellationToken, ValueTask<ConnectAttempt>> attempt)
{
    /// <summary>Connection Attempt Delay (RFC 8305 §5).</summary>
    public static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Resolution Delay: how long IPv4's answer waits for IPv6's (RFC 8305 §3).</summary>
    public static readonly TimeSpan ResolutionDelay = TimeSpan.FromMilliseconds(50);

    private readonly Candidates _candidates = new();
    private readonly List<Task<IReadOnlyList<IPEndPoint>>> _lookUps = [];
    private readonly List<Task<ConnectAttempt>> _running = [];
    private readonly List<SoqueteException> _failures = [];
    private SocketException? _resolverFailure;

    /// <summary>The attempts that failed, so far.</summary>
    public IReadOnlyList<SoqueteException> Failures => _failures;

    public async ValueTask<ConnectAttempt> RunAsync(CancellationToken cancellationToken)
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await StartResolvingAsync(race.Token).ConfigureAwait(false);
            return await RaceAsync(race.Token).ConfigureAwait(false);
        }
        finally
        {
            await race.CancelAsync().ConfigureAwait(false);
            await CloseLosersAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Returns once attempts can begin: with IPv6's answer, or with IPv4's and a little patience.</summary>
    private async ValueTask StartResolvingAsync(CancellationToken cancellationToken)
    {
        AddAll(source.Known);
        _lookUps.AddRange(source.LookUps.Select(lookUp => lookUp(cancellationToken)));
        if (_lookUps.Count == 0)
        {
            return;
        }

        var preferred = _lookUps[0];
        await Task.WhenAny(_lookUps).ConfigureAwait(false);
        if (!preferred.IsCompleted)
        {
            await Task.WhenAny(preferred, Task.Delay(ResolutionDelay, cancellationToken)).ConfigureAwait(false);
        }

        await CollectAnswersAsync().ConfigureAwait(false);
    }

    private async ValueTask<ConnectAttempt> RaceAsync(CancellationToken cancellationToken)
    {
        var turn = Task.CompletedTask;
        while (true)
        {
            if ((_running.Count == 0 || turn.IsCompleted) && _candidates.TryTake(out var endPoint))
            {
                _running.Add(attempt(endPoint!, cancellationToken).AsTask());
                turn = Task.Delay(AttemptDelay, cancellationToken);
            }
            else if (_running.Count == 0 && _lookUps.Count == 0)
            {
                throw AllFailed();
            }

            Task[] awaited = _candidates.IsEmpty ? [.. _running, .. _lookUps] : [.. _running, .. _lookUps, turn];
            await Task.WhenAny(awaited).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            await CollectAnswersAsync().ConfigureAwait(false);
            var failuresBefore = _failures.Count;
            if (await CollectAttemptsAsync().ConfigureAwait(false) is { } winner)
            {
                return winner;
            }

            turn = _failures.Count > failuresBefore ? Task.CompletedTask : turn;
        }
    }

    private async ValueTask CollectAnswersAsync()
    {
        foreach (var lookUp in _lookUps.FindAll(task => task.IsCompleted))
        {
            _lookUps.Remove(lookUp);
            try
            {
                AddAll(await lookUp.ConfigureAwait(false));
            }
            catch (SocketException failure)
            {
                _resolverFailure = failure;
            }
        }
    }

    private async ValueTask<ConnectAttempt?> CollectAttemptsAsync()
    {
        foreach (var ended in _running.FindAll(task => task.IsCompleted))
        {
            _running.Remove(ended);
            var result = await ended.ConfigureAwait(false);
            if (result.Transport is not null)
            {
                return result;
            }

            _failures.Add(result.Failure!);
        }

        return null;
    }

    private void AddAll(IReadOnlyList<IPEndPoint> endPoints)
    {
        foreach (var endPoint in endPoints)
        {
            _candidates.Add(endPoint);
        }
    }

    private async ValueTask CloseLosersAsync()
    {
        foreach (var loser in _running)
        {
            try
            {
                // An ordinary end, not a reset: the server has done nothing wrong.
                (await loser.ConfigureAwait(false)).Transport?.Dispose();
            }
            catch (OperationCanceledException)
            {
                // The engine closed its socket.
            }
        }
    }

    private SoqueteException AllFailed()
    {
        if (_failures.Count == 0)
        {
            return NameResolution.HostNotFound(address, _resolverFailure);
        }

        if (_failures.Count == 1)
        {
            return new ConnectFailedException(address.ToString(), _failures[0]);
        }

        var reasons = string.Join(", ", _failures.Select(failure => failure.Message));
        var problem = $"none of {_failures.Count} addresses connected: {reasons}";
        return new ConnectFailedException(KindOf(_failures), address.ToString(), problem, [.. _failures]);
    }

    /// <summary>The kind that tells most: a refusal says that the host is there.</summary>
    private static FailureKind KindOf(List<SoqueteException> failures)
    {
        ReadOnlySpan<FailureKind> telling =
            [FailureKind.Refused, FailureKind.NotPermitted, FailureKind.PeerBrokeOff, FailureKind.TimedOut];
        foreach (var kind in telling)
        {
            if (failures.Exists(failure => failure.Kind == kind))
            {
                return kind;
            }
        }

        return FailureKind.Other;
    }
}
