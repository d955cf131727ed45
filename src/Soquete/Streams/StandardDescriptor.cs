using Microsoft.Win32.SafeHandles;
using Soquete.Interop;

namespace Soquete.Streams;

/// <summary>Text to the descriptors that a process is started with, and what stands behind them.</summary>
/// <remarks>
/// System.Console takes over SIGCHLD and a terminal's modes with its first byte, and
/// <see cref="FileStream"/> writes a regular file at an offset of its own (pwrite(2)), over what another
/// process has written to the same open file. This is write(2) and nothing else. Safe for use by several
/// threads; each call is one write where the kernel takes it whole.
/// </remarks>
public static class StandardDescriptor
{
    /// <summary>Standard input (stdin(3)).</summary>
    public const int Input = 0;

    /// <summary>Standard output.</summary>
    public const int Output = 1;

    /// <summary>Standard error.</summary>
    public const int Error = 2;

    /// <summary>Whether the number is taken, by whatever it is.</summary>
    public static bool IsOpen(int descriptor) => NativeFile.TryOpenInherited(descriptor, owns: false, out _);

    /// <summary>
    /// Whether this process was started with the descriptor. A number that was free then may belong to the runtime by
    /// now, which keeps /dev/urandom open, so that reading a closed standard input would never end.
    /// </summary>
    public static bool IsInherited(int descriptor) => NativeFile.IsInherited(descriptor);

    /// <summary>Whether a terminal stands behind the descriptor (isatty(3)).</summary>
    public static bool IsTerminal(int descriptor)
    {
        using var handle = Handle(descriptor);
        return NativeFile.KindOf(handle) == FileKind.Terminal;
    }

    /// <summary>
    /// How many columns the terminal behind the descriptor has; 0 where it does not know, and where there is none.
    /// </summary>
    public static int TerminalColumns(int descriptor)
    {
        using var handle = Handle(descriptor);
        return NativeTerminal.WindowSize(handle, out var size) == Errno.None ? size.Columns : 0;
    }

    /// <summary>Writes all of the bytes, waiting where the reader is slow.</summary>
    /// <exception cref="SoqueteException">
    /// It failed; <see cref="SoqueteException.ErrorName"/> is <c>EPIPE</c> where the reader of a pipe is
    /// gone, <c>EBADF</c> where the descriptor is closed.
    /// </exception>
    public static void Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        using var handle = Handle(descriptor);
        while (!bytes.IsEmpty)
        {
            var error = NativeFile.Write(handle, bytes, out var count);
            bytes = bytes[count..];
            if (error == Errno.EAGAIN)
            {
                // Whoever shares the open file has made it non-blocking.
                Span<PollDescriptor> polled =
                    [new PollDescriptor { Descriptor = descriptor, Requested = PollDescriptor.Out }];
                error = NativeFile.Poll(polled, -1, out _);
            }

            Failure.ThrowIf(error, "write", NameOf(descriptor));
        }
    }

    internal static string NameOf(int descriptor) => descriptor switch
    {
        Input => "standard input",
        Output => "standard output",
        Error => "standard error",
        _ => $"fd:{descriptor}",
    };

    private static SafeFileHandle Handle(int descriptor) => new(descriptor, ownsHandle: false);
}
