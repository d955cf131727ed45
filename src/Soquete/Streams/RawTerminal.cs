using Microsoft.Win32.SafeHandles;
using Soquete.Interop;

namespace Soquete.Streams;

/// <summary>A terminal that gives each key as it is pressed, and is left as it was found.</summary>
/// <remarks>
/// The modes of a terminal belong to the terminal, not to who set them, so <see cref="Leave"/> has to come before the
/// process ends; <see cref="Dispose"/> does it too. Keys that signal (Ctrl-C, Ctrl-Z) still do. Entering and leaving
/// are safe for use by several threads; one thread reads.
/// </remarks>
public sealed class RawTerminal : IDisposable
{
    private readonly Lock _oneAtATime = new();
    private readonly SafeFileHandle _input;
    private readonly SafeFileHandle _output;
    private TerminalModes _found;
    private bool _isDisposed;

    private RawTerminal(SafeFileHandle input, SafeFileHandle output) => (_input, _output) = (input, output);

    /// <summary>Whether its modes are this object's.</summary>
    public bool IsEntered { get; private set; }

    /// <summary>
    /// Whether this process is in the foreground: one in the background may neither read keys nor set modes, and is
    /// stopped if it tries (SIGTTIN, SIGTTOU).
    /// </summary>
    public bool IsForeground => NativeTerminal.IsForeground(_input);

    /// <summary>How many rows and columns it has; 0 where it does not know.</summary>
    public (int Rows, int Columns) Size =>
        NativeTerminal.WindowSize(_output, out var size) == Errno.None ? (size.Rows, size.Columns) : (0, 0);

    /// <summary>
    /// Takes the terminal behind two descriptors, and leaves it as it is until <see cref="TryEnter"/>.
    /// </summary>
    /// <param name="input">The descriptor that keys come from, such as <see cref="StandardDescriptor.Input"/>. It stays
    /// open.</param>
    /// <param name="output">The descriptor that tells the size; it stays open too.</param>
    /// <exception cref="SoqueteException">One of them is no terminal (<c>ENOTTY</c>), or not open.</exception>
    public static RawTerminal Open(int input, int output)
    {
        var terminal = new RawTerminal(
            new SafeFileHandle(input, ownsHandle: false), new SafeFileHandle(output, ownsHandle: false));
        Failure.ThrowIf(
            NativeTerminal.Modes(terminal._input, out terminal._found), "ioctl", StandardDescriptor.NameOf(input));
        Failure.ThrowIf(
            NativeTerminal.WindowSize(terminal._output, out _), "ioctl", StandardDescriptor.NameOf(output));
        return terminal;
    }

    /// <summary>
    /// Sets the modes, having read those that there are now; once entered, it only sets them again, which is due when
    /// the process was continued: a shell sets its own meanwhile.
    /// </summary>
    /// <returns>False in the background, where it may not be done, and once disposed.</returns>
    /// <exception cref="SoqueteException">It failed.</exception>
    public bool TryEnter()
    {
        lock (_oneAtATime)
        {
            if (_isDisposed || !IsForeground)
            {
                return false;
            }

            if (!IsEntered)
            {
                Failure.ThrowIf(NativeTerminal.Modes(_input, out _found), "ioctl", "terminal");
            }

            Failure.ThrowIf(NativeTerminal.SetModes(_input, _found.WithEachKey()), "ioctl", "terminal");
            return IsEntered = true;
        }
    }

    /// <summary>Sets the modes that were found. In the background it does not: they are the shell's by then.</summary>
    public void Leave()
    {
        lock (_oneAtATime)
        {
            if (IsEntered && IsForeground)
            {
                // A terminal that hung up has no modes any more, and nobody to tell.
                _ = NativeTerminal.SetModes(_input, _found);
            }

            IsEntered = false;
        }
    }

    /// <summary>
    /// Leaves, and stops this process as Ctrl-Z does, until it is continued; then <see cref="TryEnter"/> is due again.
    /// </summary>
    public void Stop()
    {
        Leave();
        ThisProcess.Stop();
    }

    /// <summary>Waits for keys.</summary>
    /// <param name="keys">Where their bytes go, as the terminal sends them.</param>
    /// <param name="limit">The longest wait.</param>
    /// <param name="count">How many bytes there are; 0 at the end, when the terminal is gone.</param>
    /// <returns>False when the time is over, which it is too where it is spent in the background.</returns>
    public bool TryRead(Span<byte> keys, TimeSpan limit, out int count)
    {
        count = 0;
        Span<PollDescriptor> polled =
        [
            new PollDescriptor
            {
                Descriptor = (int)_input.DangerousGetHandle(),
                // Keys in the background are the shell's; that the terminal is gone is told unasked.
                Requested = IsForeground ? PollDescriptor.In : (short)0,
            },
        ];
        var error = NativeFile.Poll(polled, (int)limit.TotalMilliseconds, out var ready);
        if (error == Errno.None && ready == 0)
        {
            return false;
        }

        return NativeFile.Read(_input, keys, out count) != Errno.EAGAIN;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Leave();
        lock (_oneAtATime)
        {
            _isDisposed = true;
        }
    }
}
