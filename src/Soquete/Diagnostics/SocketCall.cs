using Soquete.Interop;

namespace Soquete.Diagnostics;

/// <summary>One socket call of this process, as it was made and as it came back.</summary>
/// <param name="Sequence">Counts the calls of this process, from 1, in the order in which they ended.</param>
/// <param name="Time">When the call was made, in UTC.</param>
/// <param name="Duration">How long the call took; zero where that was not measured.</param>
/// <param name="ProcessId">This process's number (getpid(2)).</param>
/// <param name="Name">The call's name, such as <c>connect</c>.</param>
/// <param name="Arguments">The call's arguments in the notation of strace(1), without the parentheses.</param>
/// <param name="Result">What the call returned: a descriptor, a number of bytes, 0; -1 where it failed.</param>
/// <param name="ErrorName">
/// errno's name where the call failed, such as <c>ECONNREFUSED</c> (errno(3)); otherwise null.
/// </param>
/// <param name="ErrorNumber">errno where the call failed; otherwise 0.</param>
/// <remarks>An immutable value, safe for use by several threads.</remarks>
public readonly record struct SocketCall(
    long Sequence,
    DateTimeOffset Time,
    TimeSpan Duration,
    int ProcessId,
    string Name,
    string Arguments,
    long Result,
    string? ErrorName,
    int ErrorNumber)
{
    /// <summary>The call in the notation of strace(1): <c>shutdown(3, SHUT_WR) = 0</c>.</summary>
    /// <returns>One line, without its end.</returns>
    public override string ToString() => CallNotation.Line(Name ?? "", Arguments ?? "", Result, (Errno)ErrorNumber);
}
