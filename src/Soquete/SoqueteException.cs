namespace Soquete;

/// <summary>An operation on a socket, or on another end of an address, failed.</summary>
/// <remarks>
/// The message is one line that says it all: the address, what happened, the call that failed with errno's name, and
/// the remedy where one is known. The properties say the same to a program.
/// </remarks>
public class SoqueteException : IOException
{
    internal SoqueteException(
        FailureKind kind,
        string? address,
        string problem,
        string? call = null,
        string? errorName = null,
        string? remedy = null,
        Exception? innerException = null)
        : base(Describe(address, problem, call, errorName, remedy), innerException)
    {
        Kind = kind;
        Problem = problem;
        Address = address;
        Call = call;
        ErrorName = errorName;
        Remedy = remedy;
    }

    /// <summary>What kind of failure it was.</summary>
    public FailureKind Kind { get; }

    /// <summary>The address, or the end of an association, that it happened to; null where there is none.</summary>
    public string? Address { get; }

    /// <summary>The system call that failed, such as <c>connect</c>; null where none did.</summary>
    public string? Call { get; }

    /// <summary>errno's name, such as <c>ECONNREFUSED</c> (errno(3)); null where no call failed.</summary>
    public string? ErrorName { get; }

    /// <summary>What can be done about it, where that is known.</summary>
    public string? Remedy { get; }

    /// <summary>What happened, without the address, the call and the remedy.</summary>
    internal string Problem { get; }

    private static string Describe(string? address, string problem, string? call, string? errorName, string? remedy)
    {
        var subject = address is null ? "" : $"{Printable.Shorten(address)}: ";
        var cause = (call, errorName) switch
        {
            (null, null) => "",
            (null, _) => $" ({errorName})",
            (_, null) => $" ({call})",
            _ => $" ({call}: {errorName})",
        };
        return $"{subject}{problem}{cause}{(remedy is null ? "" : "; " + remedy)}";
    }
}
