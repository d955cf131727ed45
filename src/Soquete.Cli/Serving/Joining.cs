using Soquete.Addresses;
using Soquete.Cli.Events;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;
using Soquete.Streams;
using Soquete.Relaying;

namespace Soquete.Cli.Serving;

/// <summary>Ends joined until both have ended; what went wrong becomes an exception.</summary>
internal static class Joining
{
    /// <summary>Joins this process's standard input and output with a peer.</summary>
    public static async Task JoinStandardStreamsAsync(
        this Invocation invocation, StreamConnection peer, CancellationToken cancellationToken)
    {
        await using (peer)
        {
            await using var own = await StreamConnection.ConnectAsync(new StandardStreamsAddress(), cancellationToken);
            var result = await Relay.JoinAsync(own, peer, cancellationToken);
            invocation.Events.Report(
                AssociationEvents.Finished(peer, result.FailedEnd == peer ? result.Failure : null));
            ThrowIfFailed(result);
        }
    }

    /// <summary>The result's failure, told of this process's own output where it is that.</summary>
    public static void ThrowIfFailed(RelayResult result)
    {
        if (result.Failure is { } failure)
        {
            throw result.FailedEnd?.Association.Protocol == "stdio" ? OutputException.Of(failure) : failure;
        }
    }
}
