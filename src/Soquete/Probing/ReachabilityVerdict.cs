using System.Diagnostics;
using System.Net;

namespace Soquete.Probing;

/// <summary>What a socket's failure says of the port.</summary>
internal static class ReachabilityVerdict
{
    public static PingEvent Reply(long sequence, IPAddress source, long began) => new(PingEventKind.Reply, sequence)
    {
        Source = source, RoundTrip = Stopwatch.GetElapsedTime(began),
    };

    public static PingEvent Unanswered(long sequence) => new(PingEventKind.Unanswered, sequence);

    public static PingEvent Of(SoqueteException failure, long sequence, IPAddress address, long began) =>
        failure.Kind switch
        {
            FailureKind.Refused => Reply(sequence, address, began) with { Kind = PingEventKind.Closed },
            FailureKind.TimedOut => Unanswered(sequence),
            _ => new PingEvent(PingEventKind.Error, sequence)
            {
                Error = new PingError(failure.ErrorName ?? "", failure.Problem),
            },
        };
}
