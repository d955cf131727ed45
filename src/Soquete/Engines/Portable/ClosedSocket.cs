using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines.Portable;

/// <summary>close(2), seen by the call trace.</summary>
internal static class ClosedSocket
{
    public static void Close(Socket socket)
    {
        var descriptor = CallHook.IsEnabled ? NativeSocket.Number(socket.SafeHandle) : "";
        var started = CallHook.Now();
        socket.Dispose();
        if (CallHook.IsEnabled)
        {
            CallHook.Report("close", descriptor, 0, Errno.None, started);
        }
    }
}
