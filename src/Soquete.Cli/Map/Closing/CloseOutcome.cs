using Soquete.SocketTables;

namespace Soquete.Cli.Map.Closing;

/// <summary>What became of something that was to be ended.</summary>
/// <param name="Target">What it was.</param>
/// <param name="WasThere">Whether it was there still, and was ended by this.</param>
/// <param name="Failure">Why it was not ended; null where it is over.</param>
internal sealed record CloseOutcome(CloseTarget Target, bool WasThere, SoqueteException? Failure)
{
    /// <summary>Ends all of its sockets. One that is gone has ended, for instance with the one before it.</summary>
    public static CloseOutcome Of(CloseTarget target)
    {
        var (wasThere, failure) = (false, (SoqueteException?)null);
        foreach (var socket in target.Sockets)
        {
            try
            {
                wasThere |= SocketDestroyer.Close(socket);
            }
            catch (SoqueteException refused)
            {
                failure ??= refused;
            }
        }

        return new CloseOutcome(target, wasThere, failure);
    }

    public static ExitStatus StatusOf(IReadOnlyCollection<CloseOutcome> outcomes) =>
        outcomes.All(outcome => outcome.Failure is null) ? ExitStatus.Done
        : outcomes.Any(outcome => outcome.Failure is { Kind: FailureKind.NotPermitted }) ? ExitStatus.NotPermitted
        : ExitStatus.Failed;
}
