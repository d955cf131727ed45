using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Cli.Verbs.Tour.Reports;

namespace Soquete.Cli.Verbs.Tour;

/// <summary>What one run of a stop gave.</summary>
internal sealed record StopResult(Stop Stop, Outcome Outcome, Evidence Evidence);

/// <summary>One run of a stop: starts its processes, brings them together, and judges what they report.</summary>
internal sealed class StopRun(Stop stop, TimeSpan limit)
{
    /// <summary>The longest time that a timer of the base library takes, in whole days.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(24);

    private readonly List<Player> _players = [];
    private Outcome? _firstFailure;

    /// <exception cref="OperationCanceledException">The user interrupted it; no process is left.</exception>
    public async Task<StopResult> RunAsync(CancellationToken interrupted)
    {
        using var scratch = new Scratch();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        end.CancelAfter(limit < LongestTimer ? limit : LongestTimer);
        Outcome outcome;
        try
        {
            outcome = await PlayAsync(scratch, end);
        }
        catch (OperationCanceledException) when (!interrupted.IsCancellationRequested)
        {
            outcome = _firstFailure ?? Outcome.Failed($"not finished within {DurationText.Format(limit)}");
        }
        catch (Exception e) when (e is StopFailedException or SoqueteException or FormatException)
        {
            outcome = _firstFailure ?? Outcome.Failed(e.Message);
        }
        finally
        {
            await Task.WhenAll(_players.Select(player => player.DisposeAsync().AsTask()));
        }

        // Whatever failed then, failed because the user said stop.
        interrupted.ThrowIfCancellationRequested();
        return new StopResult(stop, outcome, Evidence);
    }

    private Evidence Evidence => new([.. _players.Select(player => player.Column)]);

    private async Task<Outcome> PlayAsync(Scratch scratch, CancellationTokenSource end)
    {
        var addresses = stop.Roles.Select(role => role.ListensOn?.Invoke(scratch)).ToList();
        foreach (var role in stop.Roles)
        {
            _players.Add(await Player.StartAsync(stop, role, end.Token));
        }

        await Task.WhenAll(_players.Zip(addresses, (player, address) => FollowAsync(player, address, end)));
        var problem = stop.Checks.Select(check => check(Evidence)).FirstOrDefault(problem => problem is not null);
        return _firstFailure ?? (problem is null ? Outcome.Ok : Outcome.Failed(problem));
    }

    private async Task FollowAsync(Player player, string? address, CancellationTokenSource end)
    {
        var outcome = await OutcomeOfAsync(player, address, end.Token);
        if (outcome.Verdict != Verdict.Ok)
        {
            // The others would wait for this one until the limit.
            Interlocked.CompareExchange(ref _firstFailure, outcome, null);
            await end.CancelAsync();
        }
    }

    private async Task<Outcome> OutcomeOfAsync(Player player, string? address, CancellationToken cancellationToken)
    {
        try
        {
            if (address is not null)
            {
                await player.OrderAsync(Order.Listen, address, cancellationToken);
            }

            return await player.FollowAsync(
                report => OnReportAsync(player, report, cancellationToken), cancellationToken);
        }
        catch (Exception e) when (e is StopFailedException or SoqueteException)
        {
            return Outcome.Failed(e.Message);
        }
    }

    /// <summary>Who listens is made known to those who are to connect to it.</summary>
    private async Task OnReportAsync(Player player, Report report, CancellationToken cancellationToken)
    {
        if (report is FactReport { Name: FactReport.Listening } fact)
        {
            foreach (var caller in _players.Where(other => other.Role.ConnectsTo == player.Role.Name))
            {
                await caller.OrderAsync(Order.Connect, fact.Value, cancellationToken);
            }
        }
    }
}
