using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>The kernel's struct termios (linux/termios.h), which is not the C library's (termios(3)).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TerminalModes
{
    public uint Input;
    public uint Output;
    public uint Control;
    public uint Local;
    public byte LineDiscipline;
    public ControlCharacters Characters;

    /// <summary>c_cc: the characters with a meaning of their own, by the numbers of the V constants.</summary>
    [InlineArray(19)]
    internal struct ControlCharacters
    {
        private byte _first;
    }

    /// <summary>The same with each key given as it is pressed, unchanged, and not shown.</summary>
    /// <remarks>
    /// Keys that signal go on to do so: Ctrl-C and Ctrl-Z are meant for everybody in the foreground, and the kernel
    /// knows who that is.
    /// </remarks>
    public readonly TerminalModes WithEachKey()
    {
        const uint Strip = 0x20, NewlineToReturn = 0x40, IgnoreReturn = 0x80, ReturnToNewline = 0x100;
        const uint FlowControl = 0x400;
        const uint Lines = 0x2, Echo = 0x8, EchoNewline = 0x40, Extensions = 0x8000;
        const int Patience = 5, Fewest = 6;
        var modes = this;
        modes.Input &= ~(Strip | NewlineToReturn | IgnoreReturn | ReturnToNewline | FlowControl);
        modes.Local &= ~(Lines | Echo | EchoNewline | Extensions);
        modes.Characters[Patience] = 0;
        modes.Characters[Fewest] = 1;
        return modes;
    }
}
