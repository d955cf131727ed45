namespace Soquete;

/// <summary>No address of a host could be connected to.</summary>
public sealed class ConnectFailedException : SoqueteException
{
    internal ConnectFailedException(
        FailureKind kind, string address, string problem, IReadOnlyList<SoqueteException> attempts)
        : base(kind, address, problem) => Attempts = attempts;

    /// <summary>The failure of the only attempt that there was.</summary>
    internal ConnectFailedException(string address, SoqueteException attempt)
        : base(attempt.Kind, address, Locate(address, attempt), attempt.Call, attempt.ErrorName, attempt.Remedy) =>
        Attempts = [attempt];

    /// <summary>Each attempt that was made, in the order in which they began, with the reason why it failed.</summary>
    public IReadOnlyList<SoqueteException> Attempts { get; }

    private static string Locate(string address, SoqueteException attempt) =>
        address.Contains(attempt.Address!, StringComparison.Ordinal)
            ? attempt.Problem
            : $"{attempt.Problem} at {attempt.Address}";
}
