using Soquete.Streams;

namespace Soquete.Relaying;

/// <summary>What passed between two joined connections, and what went wrong.</summary>
/// <param name="BytesForward">Bytes from the first to the second.</param>
/// <param name="BytesBack">Bytes from the second to the first.</param>
/// <param name="Failure">
/// Why it did not end well; null where both sides ended their sending and everything was passed on.
/// </param>
/// <param name="FailedEnd">The connection that failed; null without a failure.</param>
public sealed record RelayResult(
    long BytesForward, long BytesBack, SoqueteException? Failure, StreamConnection? FailedEnd);
