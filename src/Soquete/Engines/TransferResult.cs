using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>
/// What a transfer did: how many bytes passed, and the error that ended it. A
/// received count of 0 without an error is the end.
/// </summary>
internal readonly record struct TransferResult(int Count, Errno Error)
{
    public static TransferResult Failed(Errno error) => new(0, error);
}
