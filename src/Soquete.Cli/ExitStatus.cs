namespace Soquete.Cli;

/// <summary>What the command tells the shell when it ends. The numbers are a promise: scripts test them.</summary>
internal enum ExitStatus
{
    Done = 0,
    Failed = 1,
    WrongUsage = 2,
    Refused = 3,
    TimedOut = 4,
    NameNotFound = 5,
    PeerNotVerified = 6,
    NotPermitted = 7,
    BrokenOff = 8,
    Interrupted = 130,
}

/// <summary>The statuses in the words of the help texts and the manual.</summary>
internal static class ExitStatusMeaning
{
    /// <summary>What verbs that talk to peers can end with.</summary>
    public static readonly IReadOnlyList<ExitStatus> OfPeers =
    [
        ExitStatus.Done, ExitStatus.Failed, ExitStatus.WrongUsage, ExitStatus.Refused, ExitStatus.TimedOut,
        ExitStatus.NameNotFound, ExitStatus.NotPermitted, ExitStatus.BrokenOff, ExitStatus.Interrupted,
    ];

    public static string Of(ExitStatus status) => status switch
    {
        ExitStatus.Done => "done",
        ExitStatus.WrongUsage => "wrong usage: arguments, address",
        ExitStatus.Refused => "refused, or nobody is listening",
        ExitStatus.TimedOut => "timed out",
        ExitStatus.NameNotFound => "a name was not found",
        ExitStatus.PeerNotVerified => "the peer could not be verified, or the handshake failed",
        ExitStatus.NotPermitted => "not permitted",
        ExitStatus.BrokenOff => "the peer broke off; what was lost is said",
        ExitStatus.Interrupted => "interrupted by SIGINT or SIGTERM",
        _ => "any other failure",
    };
}
