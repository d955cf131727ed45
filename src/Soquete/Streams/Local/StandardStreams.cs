using Microsoft.Win32.SafeHandles;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Streams.Local;

/// <summary>This process's standard input and output as one end.</summary>
internal static class StandardStreams
{
    public static StreamConnection Open()
    {
        var input = Take(0, "standard input");
        var output = Take(1, "standard output");
        var transport = new DescriptorTransport(input, output, Close);
        var thisProcess = SocketEnd.Local($"pid {ThisProcess.Id}");
        return new StreamConnection(transport, new Association("stdio", thisProcess, SocketEnd.Local("stdio")));
    }

    private static SafeFileHandle Take(int number, string name) =>
        NativeFile.TryOpenInherited(number, owns: false, out var handle)
            ? handle
            : throw new SoqueteException(FailureKind.Other, "stdio", $"{name} is closed", "fcntl", "EBADF");

    /// <summary>
    /// The reader of a pipe sees the end only when the descriptor closes. Its number must stay taken, or the next
    /// descriptor that is opened would be the standard output; so /dev/null takes its place.
    /// </summary>
    private static void Close()
    {
        Failure.ThrowIf(NativeFile.OpenFile("/dev/null", OpenFlags.WriteOnly, 0, out var nothing), "open", "/dev/null");
        using (nothing)
        {
            Failure.ThrowIf(NativeFile.Replace(1, nothing), "dup3", "stdio");
        }
    }
}
