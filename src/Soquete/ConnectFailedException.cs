namespace Soquete;

/// <summary>No address of a host could be connected to.</summary>
public sealed class ConnectFailedException : SoqueteException
{
    internal ConnectFailedException(
        FailureKind kind,
        string address,
        string problem,
        IReadOnlyList<SoqueteException> attempts,
        string? remedy = null)
        : base(kind, address, problem, null, attempts.Count == 1 ? attempts[0].ErrorName : null, remedy) =>
        Attempts = attempts;

    /// <summary>Each attempt that was made, in the order in which they began, with the reason why it failed.</summary>
    public IReadOnlyList<SoqueteException> Attempts { get; }
}
