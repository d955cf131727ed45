using Soquete.Peers;

namespace Soquete.Relaying;

/// <summary>What passed between two joined ends, and what went wrong.</summary>
/// <param name="BytesForward">Bytes from the first to the second.</param>
/// <param name="BytesBack">Bytes from the second to the first.</param>
/// <param name="Failure">
/// Why it did not end well; null where both sides ended their sending and everything was passed on, and for a session
/// that was forgotten.
/// </param>
/// <param name="FailedEnd">The end that failed; null without a failure.</param>
public sealed record RelayResult(
    long BytesForward, long BytesBack, SoqueteException? Failure, IConnection? FailedEnd)
{
    /// <summary>Messages from the first to the second; null between streams, which have none.</summary>
    public long? MessagesForward { get; init; }

    /// <summary>Messages from the second to the first; null between streams, which have none.</summary>
    public long? MessagesBack { get; init; }

    /// <summary>How it came to its end.</summary>
    public RelayEnding Ending { get; init; }
}
