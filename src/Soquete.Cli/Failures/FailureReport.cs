using Soquete.Cli.Events;
using Soquete.Cli.Terminal;

namespace Soquete.Cli.Failures;

/// <summary>
/// Tells a failure on standard error, in one line. A stack trace is shown only under SOQUETE_DEBUG=1.
/// </summary>
internal static class FailureReport
{
    private const string DebugVariable = "SOQUETE_DEBUG";

    public static ExitStatus Tell(Exception exception, bool asJson)
    {
        var failure = FailureOf.Exception(exception);
        if (failure.Line is not null)
        {
            StandardStream.Error.TryWriteLine(asJson ? Json(failure) : $"{CommandName.Value}: {failure.Line}");
        }

        if (Environment.GetEnvironmentVariable(DebugVariable) == "1")
        {
            StandardStream.Error.TryWriteLine(exception.ToString());
        }

        return failure.Status;
    }

    private static string Json(Failure failure) => JsonLine.Of(
    [
        ("event", "failed"), ("status", (int)failure.Status), ("message", failure.Line), .. failure.Fields,
    ]);
}
