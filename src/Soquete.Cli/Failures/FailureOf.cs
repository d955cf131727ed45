using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Messages;
using Soquete.Cli.Serving;
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
        SoqueteException failure => OfLibrary(failure),
        ClosedDescriptorException or CommandFailedException or InputException or NothingFoundException =>
            new Failure(ExitStatus.Failed, exception.Message),
        TimeoutException => new Failure(ExitStatus.TimedOut, exception.Message),
        OperationCanceledException => new Failure(ExitStatus.Interrupted, null),
        _ => new Failure(ExitStatus.Failed, Unexpected(exception)),
    };

    private static Failure OfLibrary(SoqueteException failure) => new(StatusOf(failure.Kind), failure.Message)
    {
        Fields =
        [
            ("address", failure.Address), ("call", failure.Call), ("errno", failure.ErrorName),
            ("remedy", failure.Remedy),
        ],
    };

    private static ExitStatus StatusOf(FailureKind kind) => kind switch
    {
        FailureKind.Refused => ExitStatus.Refused,
        FailureKind.TimedOut => ExitStatus.TimedOut,
        FailureKind.NameNotFound => ExitStatus.NameNotFound,
        FailureKind.NotPermitted => ExitStatus.NotPermitted,
        FailureKind.PeerBrokeOff => ExitStatus.BrokenOff,
        FailureKind.Usage => ExitStatus.WrongUsage,
        _ => ExitStatus.Failed,
    };

    /// <summary>
    /// What should not happen: the type is told, for the framework's own texts are not in a trimmed binary.
    /// </summary>
    private static string Unexpected(Exception exception) =>
        $"unexpected {exception.GetType().Name}: {exception.Message} (SOQUETE_DEBUG=1 shows where)";
}
