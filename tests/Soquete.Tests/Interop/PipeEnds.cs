using Microsoft.Win32.SafeHandles;
using Soquete.Interop;

namespace Soquete.Tests.Interop;

/// <summary>Both ends of a pipe.</summary>
internal sealed class PipeEnds : IDisposable
{
    public PipeEnds()
    {
        Assert.Equal(Errno.None, NativeFile.OpenPipe(out var readEnd, out var writeEnd, nonBlocking: false));
        (ReadEnd, WriteEnd) = (readEnd, writeEnd);
    }

    public SafeFileHandle ReadEnd { get; }

    public SafeFileHandle WriteEnd { get; }

    /// <summary>Closes the end for writing and reads up to the end of the file.</summary>
    public Task<string> ReadToEndAsync() => Task.Run(() =>
    {
        WriteEnd.Dispose();
        using var reader = new StreamReader(new FileStream(ReadEnd, FileAccess.Read));
        return reader.ReadToEnd();
    });

    public void Dispose()
    {
        ReadEnd.Dispose();
        WriteEnd.Dispose();
    }
}
