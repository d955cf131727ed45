namespace Soquete.Interop;

/// <summary>How a child ended: with a status, or killed by a signal, and then its number is not 0 (wait(2)).</summary>
internal readonly record struct ChildExit(int Status, int Signal)
{
    /// <summary>The status as a shell gives it: 128 and the signal where one killed it.</summary>
    public int ShellStatus => Signal != 0 ? 128 + Signal : Status;

    /// <summary>
    /// Reads what waitpid(2) stores; without WUNTRACED, it stores nothing for a child that has only stopped.
    /// </summary>
    public static ChildExit FromWaitStatus(int status)
    {
        var signal = status & 0x7f;
        return signal == 0 ? new ChildExit((status >> 8) & 0xff, 0) : new ChildExit(0, signal);
    }
}
