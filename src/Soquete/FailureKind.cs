namespace Soquete;

/// <summary>What kind of failure it was; the command's exit statuses follow from it.</summary>
public enum FailureKind
{
    /// <summary>None of those below.</summary>
    Other,

    /// <summary>The peer refused the connection, or nobody listens there.</summary>
    Refused,

    /// <summary>A time limit passed.</summary>
    TimedOut,

    /// <summary>A host, service, zone or account name was not found.</summary>
    NameNotFound,

    /// <summary>This process lacks the authority.</summary>
    NotPermitted,

    /// <summary>The peer ended the connection before everything had passed.</summary>
    PeerBrokeOff,

    /// <summary>The address cannot be used in the way that was asked for.</summary>
    Usage,
}
