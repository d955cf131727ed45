using Soquete.Ancillary;
using Soquete.Interop;

namespace Soquete.Connections;

/// <summary>What was received with its control data, or the error.</summary>
/// <param name="Length">How many bytes there were, in the buffer or not.</param>
/// <param name="HasControl">Whether there was any control data.</param>
/// <param name="Control">What it said.</param>
/// <param name="Error">Why nothing was received.</param>
internal readonly record struct ControlReceipt(int Length, bool HasControl, ReceivedControl Control, Errno Error)
{
    /// <summary>
    /// The end, where SO_PASSCRED is on: a message without bytes still says who sent it, and the end was sent by
    /// nobody.
    /// </summary>
    public bool IsEnd => Error == Errno.None && Length == 0 && !HasControl;

    public static ControlReceipt Failed(Errno error) => new(0, false, default, error);
}
