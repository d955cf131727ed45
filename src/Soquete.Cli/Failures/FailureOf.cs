using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Terminal;

namespace Soquete.Cli.Failures;

/// <summary>The one place where an exception becomes an exit status and a line.</summary>
internal static class FailureOf
{
    public static Failure Exception(Exception exception) => exception switch
    {
        UsageException or AddressFormatException => new Failure(ExitStatus.WrongUsage, exception.Message),
        OutputException { IsBrokenPipe: true } => new Failure(ExitStatus.Done, null),
        OutputException => new Failure(ExitStatus.Failed, exception.Message),
        TimeoutException => new Failure(ExitStatus.TimedOut, exception.Message),
        OperationCanceledException => new Failure(ExitStatus.Interrupted, null),
        _ => new Failure(ExitStatus.Failed, Unexpected(exception)),
    };

    /// <summary>What should not happen: the type is told, for the framework's own texts are not in a trimmed binary.</summary>
    private static string Unexpected(Exception exception) =>
        $"unexpected {exception.GetType().Name}: {exception.Message} (SOQUETE_DEBUG=1 shows where)";
}
