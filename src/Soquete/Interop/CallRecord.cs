namespace Soquete.Interop;

/// <summary>One call, as it was made and as it came back.</summary>
/// <param name="Sequence">Counts the calls of this process, from 1, in the order in which they ended.</param>
/// <param name="Time">When the call was made.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Name">The call's name.</param>
/// <param name="Arguments">Its arguments, in strace's notation.</param>
/// <param name="Result">What it returned; -1 where it failed.</param>
/// <param name="Error">Why it failed.</param>
internal readonly record struct CallRecord(
    long Sequence, DateTimeOffset Time, TimeSpan Duration, string Name, string Arguments, long Result, Errno Error);
