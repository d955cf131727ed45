using Soquete.Wire.Netlink;

namespace Soquete.SocketTables;

/// <summary>States of TCP as sock_diag(7) is asked for them: a bit for each that the kernel knows.</summary>
internal static class TcpStateMask
{
    /// <summary>The bits of what is asked for; all for null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is none of <see cref="SocketState"/>.</exception>
    public static uint Of(IReadOnlyCollection<SocketState>? states)
    {
        if (states is null)
        {
            return DiagnosticsRequest.AllStates;
        }

        foreach (var state in states)
        {
            if (!Enum.IsDefined(state))
            {
                throw new ArgumentOutOfRangeException(nameof(states), state, "it is no state of a socket");
            }
        }

        // The kernel has more states than have names: each bit is of the state that it is read as.
        var mask = 0u;
        for (var bit = 0; bit < sizeof(uint) * 8; bit++)
        {
            mask |= states.Contains(InternetSocketReader.StateOf((byte)bit)) ? 1u << bit : 0;
        }

        return mask;
    }

    /// <summary>Whether all that a process can have open is among them: TIME-WAIT is nobody's.</summary>
    public static bool HasAllThatAreHeld(IReadOnlyCollection<SocketState>? states) =>
        (Of(states) | Of([SocketState.TimeWait])) == DiagnosticsRequest.AllStates;
}
