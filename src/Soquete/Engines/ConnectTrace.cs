using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>connect(2), as the call trace has it, whoever made it.</summary>
internal static class ConnectTrace
{
    public static void Report(SafeSocketHandle socket, in SocketName remote, Errno error, long started)
    {
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.NameArguments(NativeSocket.Number(socket), remote);
            CallHook.Report("connect", arguments, error == Errno.None ? 0 : -1, error, started);
        }
    }
}
