using Soquete.Probing;

namespace Soquete.Cli.Ping;

/// <summary>What the shell is told of a summary.</summary>
internal static class PingStatus
{
    public static ExitStatus Of(PingSummary summary) => summary switch
    {
        _ when summary.Received > summary.Closed => ExitStatus.Done,
        { Closed: > 0 } or { Errors: > 0 } => ExitStatus.Refused,
        { Corrupted: > 0 } => ExitStatus.Failed,
        _ => ExitStatus.TimedOut,
    };
}
