namespace Soquete.Probing;

/// <summary>One way to ask a port.</summary>
internal interface IReachabilityCheck
{
    /// <summary>Asks once; failure is what is told.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<PingEvent> AskAsync(long sequence, CancellationToken cancellationToken);
}
