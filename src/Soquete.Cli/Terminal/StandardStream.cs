using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Cli.Terminal;

/// <summary>Text to one of this process's own outputs, in whole lines and unbuffered. Safe to use from several threads.</summary>
/// <remarks>
/// System.Console is not used: its streams put a terminal into application mode (they print ESC [?1h) and take over
/// SIGCHLD and SIGCONT as soon as a byte is written, and that costs start-up time besides.
/// </remarks>
internal sealed class StandardStream(int descriptor, string name)
{
    private const int BrokenPipe = 32; // EPIPE, errno(3)

    private readonly Lock _oneAtATime = new();
    private FileStream? _stream;

    public static StandardStream Output { get; } = new(1, "standard output");

    public static StandardStream Error { get; } = new(2, "standard error");

    public void WriteLine(string line) => Write(line + "\n");

    /// <exception cref="OutputException">The descriptor cannot be written to.</exception>
    public void Write(string text)
    {
        try
        {
            WriteBytes(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // EBADF comes as UnauthorizedAccessException around the IOException that carries errno.
            var cause = failure.InnerException ?? failure;
            throw new OutputException($"{name}: {cause.Message}", cause.HResult == BrokenPipe, failure);
        }
    }

    /// <summary>Writes a line where it can be written. A failure of standard error has nowhere to be told.</summary>
    public bool TryWriteLine(string line)
    {
        try
        {
            WriteLine(line);
            return true;
        }
        catch (OutputException)
        {
            return false;
        }
    }

    private void WriteBytes(byte[] bytes)
    {
        lock (_oneAtATime)
        {
            _stream ??= new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            _stream.Write(bytes);
        }
    }
}
