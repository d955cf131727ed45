using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>
/// In the unix domain connect(2) has nothing to wait for: it succeeds or fails at once, a full backlog with EAGAIN.
/// </summary>
internal static class ImmediateConnect
{
    /// <summary>Connects, and closes the socket where that fails.</summary>
    public static Errno Run(SafeSocketHandle socket, in SocketName remote)
    {
        var error = NativeFile.SetNonBlocking(socket, on: true);
        error = error == Errno.None ? NativeSocket.Connect(socket, remote) : error;
        if (error != Errno.None)
        {
            NativeFile.Close(socket);
        }

        return error;
    }
}
