using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>Reports what was accepted, as accept4(2).</summary>
internal static class AcceptTrace
{
    public static void Accepted(SafeSocketHandle listener, SafeSocketHandle accepted, long started)
    {
        if (CallHook.IsEnabled)
        {
            var peer = NativeSocket.PeerNameUnreported(accepted);
            var arguments = CallNotation.AcceptArguments(NativeSocket.Number(listener), peer, Errno.None);
            CallHook.Report("accept4", arguments, (long)accepted.DangerousGetHandle(), Errno.None, started);
        }
    }

    public static void Failed(Errno error, long started)
    {
        if (CallHook.IsEnabled)
        {
            CallHook.Report("accept4", CallNotation.AcceptArguments("-1", default, error), -1, error, started);
        }
    }
}
