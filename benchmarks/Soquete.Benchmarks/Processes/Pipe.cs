using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Benchmarks.Processes;

/// <summary>A pipe of the default size, as a shell makes it; children inherit only what they are given.</summary>
internal sealed class Pipe : IDisposable
{
    private Pipe(SafeFileHandle reader, SafeFileHandle writer) => (Reader, Writer) = (reader, writer);

    public SafeFileHandle Reader { get; }

    public SafeFileHandle Writer { get; }

    public static Pipe Open()
    {
        Span<int> ends = stackalloc int[2];
        return LibC.OpenPipe(ends, LibC.CloseOnExec) == 0
            ? new Pipe(new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true))
            : throw new MeasurementException($"pipe2: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Each call is one read(2).</summary>
    public FileStream OpenReader() => new(Reader, FileAccess.Read, bufferSize: 0);

    /// <summary>Each call is one write(2) or as many as it takes.</summary>
    public FileStream OpenWriter() => new(Writer, FileAccess.Write, bufferSize: 0);

    public void Dispose()
    {
        Reader.Dispose();
        Writer.Dispose();
    }
}
