using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Connections;

/// <summary>What an error of a connection over a socket means, whatever passes over it.</summary>
/// <param name="Association">The connection.</param>
/// <param name="Connection">Its public type, which was closed where the error says so.</param>
internal sealed record ConnectionFailure(Association Association, Type Connection)
{
    /// <summary>The limit on silence, if there is one: what fails once it has passed is its doing.</summary>
    public IdleWatch? Idle { get; init; }

    public Exception Of(Errno error, string call, long bytesSent, long bytesReceived)
    {
        if (OfOurOwn(error) is { } own)
        {
            return own;
        }

        var problem = error == Errno.EPIPE ? "the peer stopped reading" : "the peer broke off";
        return Failure.IsPeerGone(error)
            ? new PeerBrokeOffException(
                Association.ToString(), problem, call, ErrnoText.Name(error), bytesSent, bytesReceived)
            : Failure.Of(error, call, Association.ToString());
    }

    /// <summary>Where this side ended it: by its limit, or by closing.</summary>
    public Exception? OfOurOwn(Errno error) =>
        Idle is { HasExpired: true }
            ? new SoqueteException(
                FailureKind.TimedOut, Association.ToString(),
                $"nothing passed for {DurationText.Format(Idle.Limit)} (idle-timeout)")
        : error == Errno.ECANCELED ? new ObjectDisposedException(Connection.Name, "the connection was closed")
        : null;
}
